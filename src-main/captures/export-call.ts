import type { Calls } from './messages'
import { runningCall } from './running-call'
import type { StoreThread } from './store-thread'

/**
 * Runs an export on the store's thread and yields the fraction done, only the newest when the reader is slow. Ending
 * early or aborting cancels it, and waits until its unfinished file is gone.
 */
export function exportFrom(
  thread: StoreThread,
  request: Calls['export']['request'],
  signal: AbortSignal
): AsyncGenerator<number, Calls['export']['answer'], void> {
  return runningCall<'export'>(thread, { name: 'export', request }, signal)
}
