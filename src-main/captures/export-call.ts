import { cancellation, childSignal, throwIfCancelled } from '@shared/base/abort'
import { isCancelled } from '@shared/base/errors'
import { inbox } from '@shared/flow/inbox'
import type { Calls } from './messages'
import type { StoreThread } from './store-thread'

/**
 * Runs an export on the store's thread and yields the fraction done, only the newest when the reader is slow. Ending
 * early or aborting cancels it, and waits until its unfinished file is gone.
 */
export async function* exportFrom(
  thread: StoreThread,
  request: Calls['export']['request'],
  signal: AbortSignal
): AsyncGenerator<number, Calls['export']['answer'], void> {
  throwIfCancelled(signal, 'the export was cancelled')
  const run = childSignal(signal)
  // The inbox outlives the signal: what ends it is the thread's answer, after it has cleaned up.
  const fractions = inbox<number>(
    'export progress',
    { capacity: 1, whenFull: 'dropOldest' },
    new AbortController().signal
  )
  const done = thread.call('export', request, {
    signal: run.signal,
    progress: fraction => void fractions.offer(fraction)
  })
  done.then(
    () => fractions.close(),
    error => fractions.fail(error)
  )
  try {
    while (fractions.has() || (await fractions.ready())) yield fractions.take()
    return await done
  } catch (error) {
    throw isCancelled(error) ? cancellation(signal, 'the export was cancelled') : error
  } finally {
    run.abort()
    await done.catch(() => undefined)
    fractions.dispose()
  }
}
