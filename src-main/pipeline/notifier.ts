import { SignalboxError } from '@shared/base/errors'

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
        const cancel = (): void => {
          waiting = waiting.filter(entry => entry !== wake)
          reject(new SignalboxError('cancelled', 'no longer waiting for a change'))
        }
        const wake = (): void => {
          signal.removeEventListener('abort', cancel)
          resolve()
        }
        if (signal.aborted) return cancel()
        signal.addEventListener('abort', cancel, { once: true })
        waiting.push(wake)
      })
    }
  }
}
