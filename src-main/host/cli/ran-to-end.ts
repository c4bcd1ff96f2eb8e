import type { progressBar } from './progress-bar'

/** Runs what tells fractions to its end with a bar; answers what it returns. */
export async function ranToEnd<Answer>(
  running: AsyncGenerator<number, Answer, void>,
  bar: ReturnType<typeof progressBar>
): Promise<Answer> {
  try {
    for (;;) {
      const step = await running.next()
      if (step.done) return step.value
      bar.update(step.value, 1)
    }
  } finally {
    bar.stop()
  }
}
