import type { Clock } from '@shared/base/clock'

/** How long checking may keep its thread, ms: the recording's commits are made on the same one. */
const slice = 4

/** A function that sleeps for a moment whenever the thread has been kept for longer than that. */
export function pauses(clock: Clock, signal: AbortSignal): () => Promise<void> {
  let began = clock.now()
  return async () => {
    if (clock.now() - began < slice) return
    await clock.sleep(0, signal)
    began = clock.now()
  }
}
