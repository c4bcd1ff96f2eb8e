import { setTimeout as pause } from 'node:timers/promises'

/** Waits until `condition` holds; fails, naming `what`, when it has not within twenty seconds. For real I/O only. */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await pause(5)
  }
}
