import { systemClock, type Clock } from '../base/clock'
import { isCancelled } from '../base/errors'
import type { Source, Stage } from './types'

export interface RetryOptions {
  /** How often in a row the source is called before its error is passed on; 1 never retries, Infinity never gives up. */
  readonly attempts: number
  /** Milliseconds before the next call, e.g. `backoff({ ... })`. `failure` counts from 1. */
  readonly delay: number | ((failure: number, error: unknown) => number)
  /** Whether this error is worth another call. Cancellation never is, whatever this says. */
  readonly when?: (error: unknown) => boolean
  /** An item resets the count when it comes at least so many ms after the call; 0 when left out: any item. */
  readonly healthyAfter?: number
  /** Told before each wait: which failure in a row, of what, and for how long, in ms. */
  readonly onRetry?: (failure: number, error: unknown, delay: number) => void
  readonly clock?: Clock
}

/**
 * Calls the source again when it fails, after a wait. What it gave before is not given again: it is a new stream of the
 * same source, which suits a device and not a file. The error that ends it is the last one.
 */
export function retry<T>(options: RetryOptions): Stage<T, T> {
  return source => signal => retrying(source, options, signal)
}

async function* retrying<T>(source: Source<T>, options: RetryOptions, signal: AbortSignal): AsyncGenerator<T> {
  const { attempts, delay, when, healthyAfter = 0, onRetry, clock = systemClock } = options
  let failures = 0
  for (;;) {
    const called = clock.now()
    try {
      for await (const item of source(signal)) {
        if (failures > 0 && clock.now() - called >= healthyAfter) failures = 0
        yield item
      }
      return
    } catch (error) {
      failures++
      const again = failures < attempts && !signal.aborted && !isCancelled(error) && (when?.(error) ?? true)
      if (!again) throw error
      const milliseconds = typeof delay === 'number' ? delay : delay(failures, error)
      onRetry?.(failures, error, milliseconds)
      await clock.sleep(milliseconds, signal)
    }
  }
}
