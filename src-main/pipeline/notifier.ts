import { cancellation, onAbort } from '@shared/base/abort'

/** Wakes everybody who waits when something has changed; keeps nothing for those who come later. */
export interface Notifier {
  notify(): void
  /** Resolves at the next `notify`; rejects with `cancelled` when the signal aborts. Leaves no listener behind. */
  wait(signal: AbortSignal): Promise<void>
}

export function createNotifier(): Notifier {
  let waiting: (() => void)[] = []
  return {
    notify() {
      if (waiting.length === 0) return
      const woken = waiting
      waiting = []
      for (const wake of woken) wake()
    },
    wait(signal) {
      return new Promise((resolve, reject) => {
        const what = 'no longer waiting for a change'
        if (signal.aborted) return reject(cancellation(signal, what))
        const leave = onAbort(signal, () => {
          waiting = waiting.filter(entry => entry !== wake)
          reject(cancellation(signal, what))
        })
        const wake = (): void => {
          leave()
          resolve()
        }
        waiting.push(wake)
      })
    }
  }
}
