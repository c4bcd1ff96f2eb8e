import { abortable, throwIfCancelled } from '../base/abort'
import type { Source } from './types'

type Items<T> = Iterable<T> | AsyncIterable<T>

/**
 * A source from anything that can be iterated: an array, a generator, somebody else's stream. Give a function when the
 * items can be had only once, so that each call of the source gets its own.
 *
 * Cancelling is prompt even when the iterator knows nothing of signals: its parked `next` is left behind and its
 * `return` is called but not awaited, because it would settle only after that `next`, perhaps never.
 */
export function fromIterable<T>(items: Items<T> | (() => Items<T>)): Source<T> {
  return signal => iterate(typeof items === 'function' ? items : () => items, signal)
}

async function* iterate<T>(open: () => Items<T>, signal: AbortSignal): AsyncGenerator<T, void, undefined> {
  throwIfCancelled(signal)
  const items = open()
  if (!(Symbol.asyncIterator in items)) {
    for (const item of items) {
      yield item
      throwIfCancelled(signal)
    }
    return
  }
  const iterator = items[Symbol.asyncIterator]()
  let over = false

  /** Pulls; remembers when the iterator ended by itself, because then no `return` is owed. */
  async function pull(): Promise<IteratorResult<T, unknown>> {
    try {
      const result = await iterator.next()
      over = result.done === true
      return result
    } catch (error) {
      over = true
      throw error
    }
  }

  try {
    for (;;) {
      const result = await abortable(pull(), signal)
      if (result.done) return
      yield result.value
    }
  } finally {
    if (!over) await giveBack(iterator, signal)
  }
}

async function giveBack(iterator: AsyncIterator<unknown, unknown>, signal: AbortSignal): Promise<void> {
  const returned = Promise.resolve(iterator.return?.())
  if (signal.aborted) returned.catch(() => undefined)
  else await returned
}
