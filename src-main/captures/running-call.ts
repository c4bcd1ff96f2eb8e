import { cancellation, childSignal, throwIfCancelled } from '@shared/base/abort'
import { isCancelled } from '@shared/base/errors'
import { inbox } from '@shared/flow/inbox'
import type { CallName, Calls } from './messages'
import type { StoreThread } from './store-thread'

/**
 * A call to the store's thread that tells how far it is: yields the fraction done, only the newest when the reader is slow;
 * returns the answer. Ending early or aborting cancels it, and waits until it has cleaned up.
 */
export async function* runningCall<Name extends CallName>(
  thread: StoreThread,
  { name, request }: { readonly name: Name; readonly request: Calls[Name]['request'] },
  signal: AbortSignal
): AsyncGenerator<number, Calls[Name]['answer'], void> {
  const cancelled = `${name}: cancelled`
  throwIfCancelled(signal, cancelled)
  const run = childSignal(signal)
  // The inbox outlives the signal: what ends it is the thread's answer, after it has cleaned up.
  const fractions = inbox<number>(name, { capacity: 1, whenFull: 'dropOldest' }, new AbortController().signal)
  const done = thread.call(name, request, {
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
    throw isCancelled(error) ? cancellation(signal, cancelled) : error
  } finally {
    run.abort()
    await done.catch(() => undefined)
    fractions.dispose()
  }
}
