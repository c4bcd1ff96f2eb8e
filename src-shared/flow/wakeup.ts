import { cancellation, onAbort } from '../base/abort'

/** How one party of a queue tells the other to look again. Remembers one call, so that none is lost between two waits. */
export interface Wakeup {
  /**
   * Resolves at the next `wake` (at once when there was one since the last wait); rejects with `cancelled` when the
   * signal aborts. One waiter at a time.
   */
  wait(): Promise<void>
  wake(): void
  /** Takes its listener off the signal. Whoever waits is woken, once and for all. */
  dispose(): void
}

/** One listener on `signal` for all waits, so that a million waits cost a million promises and nothing else. */
export function wakeup(signal: AbortSignal): Wakeup {
  let called = false
  let disposed = false
  let waiter: { resolve(): void; reject(error: unknown): void } | undefined

  const leave = onAbort(signal, () => {
    waiter?.reject(cancellation(signal))
    waiter = undefined
  })

  function wake(): void {
    if (!waiter) {
      called = true
      return
    }
    waiter.resolve()
    waiter = undefined
  }

  return {
    wake,
    async wait() {
      if (signal.aborted) throw cancellation(signal)
      if (called || disposed) {
        called = false
        return
      }
      await new Promise<void>((resolve, reject) => {
        waiter = { resolve, reject }
      })
    },
    dispose() {
      disposed = true
      leave()
      wake()
    }
  }
}
