import { onAbort } from './abort'
import { SignalboxError } from './errors'

/** Where time comes from. Injected everywhere, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the Unix epoch, float64, never going backwards between two calls. */
  now(): number
  /** Resolves after `milliseconds`; rejects with code `cancelled` as soon as the signal aborts. Leaves no listener behind. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** The real clock: monotonic, with the epoch taken once at start. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep(milliseconds, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(cancelled())
      const timer = setTimeout(() => {
        leave?.()
        resolve()
      }, milliseconds)
      const leave =
        signal &&
        onAbort(signal, () => {
          clearTimeout(timer)
          reject(cancelled())
        })
    })
  }
}

function cancelled(): SignalboxError {
  return new SignalboxError('cancelled', 'the wait was cancelled')
}
