import { systemClock, type Clock } from '../base/clock'
import { isCancelled } from '../base/errors'
import type { Source } from './types'

/** How a pump ended; the three endings are three things. */
export type PumpSummary = {
  readonly items: number
  /** Ms since the epoch. */
  readonly started: number
  readonly ended: number
} & (
  | { readonly end: 'completed' }
  /** Somebody asked for the end, by the signal or by an error `cancelled`. */
  | { readonly end: 'cancelled' }
  | { readonly end: 'failed'; readonly error: unknown }
)

export interface PumpOptions {
  readonly signal: AbortSignal
  readonly clock?: Clock
}

/**
 * Drives a source into a consumer until one of them ends, one item at a time: a consumer's promise is waited for, which
 * is the backpressure (also once cancelled, so that nothing is left half done). Never rejects: how it ended is in the summary. An error of the consumer returns the source.
 */
export async function pump<T>(
  source: Source<T>,
  consume: (item: T, signal: AbortSignal) => void | Promise<void>,
  options: PumpOptions
): Promise<PumpSummary> {
  const { signal, clock = systemClock } = options
  const started = clock.now()
  let items = 0
  try {
    for await (const item of source(signal)) {
      const consumed = consume(item, signal)
      if (consumed) await consumed
      items++
    }
    return { end: signal.aborted ? 'cancelled' : 'completed', items, started, ended: clock.now() }
  } catch (error) {
    const ended = clock.now()
    if (signal.aborted || isCancelled(error)) return { end: 'cancelled', items, started, ended }
    return { end: 'failed', error, items, started, ended }
  }
}
