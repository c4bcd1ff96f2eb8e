import { childSignal, type ChildSignal } from '@shared/base/abort'
import { isCancelled } from '@shared/base/errors'

/**
 * A generator whose `return()` and `throw()` also work while it is parked: they abort the signal given to `body` first,
 * which wakes it, and then take the ordinary way through its `finally` blocks. (On a plain async generator that waits
 * for a promise, `return()` waits too, for ever if need be.) A `next` that was parked rejects with `cancelled`.
 *
 * Making one costs nothing; `body` is called at the first `next`. After the end nothing is left on `signal`.
 */
export function promptReturn<T, R>(
  signal: AbortSignal,
  body: (signal: AbortSignal) => AsyncGenerator<T, R, void>
): AsyncGenerator<T, R, void> {
  let own: ChildSignal | undefined
  let inner: AsyncGenerator<T, R, void> | undefined
  let over = false

  function start(): AsyncGenerator<T, R, void> {
    own = childSignal(signal)
    return body(own.signal)
  }

  async function settled(step: Promise<IteratorResult<T, R>>): Promise<IteratorResult<T, R>> {
    try {
      const result = await step
      if (result.done) own?.dispose()
      return result
    } catch (error) {
      own?.dispose()
      throw error
    }
  }

  async function* finished(): AsyncGenerator<T, R, void> {
    return undefined as R
  }

  const outer: Omit<AsyncGenerator<T, R, void>, typeof Symbol.asyncDispose> = {
    next() {
      inner ??= over ? finished() : start()
      return settled(inner.next())
    },
    async return(value) {
      const result = { done: true as const, value: await value }
      over = true
      if (!inner) return result
      own?.abort()
      try {
        await settled(inner.return(value))
      } catch (error) {
        if (!isCancelled(error)) throw error
      }
      return result
    },
    async throw(error) {
      over = true
      own?.abort()
      if (!inner) throw error
      try {
        return await settled(inner.throw(error))
      } catch (outcome) {
        // A body that was told to end says "cancelled"; the reason why is what was thrown in.
        throw isCancelled(outcome) ? error : outcome
      }
    },
    [Symbol.asyncIterator]: () => outer as AsyncGenerator<T, R, void>
  }
  return outer as AsyncGenerator<T, R, void>
}
