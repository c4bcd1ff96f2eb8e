import { throwIfCancelled } from '../base/abort'
import { systemClock, type Clock } from '../base/clock'
import { disposal } from '../base/disposal'
import { SignalboxError } from '../base/errors'
import { children, type Child, type Patience } from './children'
import type { Source } from './types'
import { wakeup, type Wakeup } from './wakeup'

export interface Timed {
  /** Ms since the epoch. */
  readonly time: number
}

export interface MergeByTimeOptions<T> extends Patience {
  /**
   * What becomes of an item whose time lies before the last one given out (its source went back in time, or was not
   * waited for): given out nevertheless, dropped, or `bad-input` is thrown.
   */
  readonly whenLate: 'emit' | 'drop' | 'fail'
  /** Told of every late item that is given out or dropped, with their number so far. */
  readonly onLate?: (item: T, late: number) => void
  /**
   * Milliseconds the oldest item at hand waits for sources that have shown nothing. Infinity when left out: every source
   * is waited for, so the order is exact, and a silent source holds all others up.
   */
  readonly waitAtMost?: number
}

interface Lane<T> {
  readonly child: Child<T>
  head?: T
  /** When the head came, by the clock. */
  since: number
  state: 'pulling' | 'ready' | 'ended'
  failure?: { readonly error: unknown }
}

/**
 * Several sources, each in time order, as one in time order; equal times in the order of the sources. The next item is
 * known only when every source that has not ended shows one. Holds one item a source.
 *
 * The first error ends the others and is thrown once. A time that is NaN is `bad-input`.
 */
export function mergeByTime<T extends Timed>(sources: readonly Source<T>[], options: MergeByTimeOptions<T>): Source<T> {
  return signal => mergedByTime(sources, options, signal)
}

async function* mergedByTime<T extends Timed>(
  sources: readonly Source<T>[],
  options: MergeByTimeOptions<T>,
  signal: AbortSignal
): AsyncGenerator<T> {
  if (sources.length === 0) return
  const { whenLate, onLate, waitAtMost = Infinity, clock = systemClock } = options
  const owned = disposal()
  try {
    const family = children('mergeByTime', signal, options)
    owned.own(family.end)
    const arrival = wakeup(signal)
    owned.own(arrival.dispose)
    const lanes = sources.map((source, index): Lane<T> => {
      const child = family.open(`source ${index + 1}`, source)
      return { child, since: 0, state: 'pulling' }
    })
    for (const lane of lanes) pull(lane, arrival, clock)

    let reached = -Infinity
    let late = 0
    for (;;) {
      const lane = await nextLane(lanes, arrival, waitAtMost, clock)
      if (!lane) return
      throwIfCancelled(signal)
      const item = lane.head as T
      lane.head = undefined
      lane.state = 'pulling'
      if (Number.isNaN(item.time))
        throw new SignalboxError('bad-input', `${lane.child.name} sent an item without a time`)
      if (item.time < reached) {
        if (whenLate === 'fail') {
          throw new SignalboxError('bad-input', `${lane.child.name} is ${reached - item.time} ms behind the others`)
        }
        onLate?.(item, ++late)
      }
      if (item.time >= reached || whenLate === 'emit') yield item
      reached = Math.max(reached, item.time)
      pull(lane, arrival, clock)
    }
  } catch (error) {
    throw await owned.disposeAfter(error)
  } finally {
    await owned.dispose()
  }
}

function pull<T>(lane: Lane<T>, arrival: Wakeup, clock: Clock): void {
  lane.child.next().then(
    result => {
      if (result.done) lane.state = 'ended'
      else {
        lane.head = result.value
        lane.since = clock.now()
        lane.state = 'ready'
      }
      arrival.wake()
    },
    (error: unknown) => {
      lane.failure = { error }
      arrival.wake()
    }
  )
}

/**
 * The lane whose head is next; undefined when all have ended. A scan, not a heap: devices are a handful, and the scan
 * is nothing beside the promise that brought the item.
 */
async function nextLane<T extends Timed>(
  lanes: readonly Lane<T>[],
  arrival: Wakeup,
  waitAtMost: number,
  clock: Clock
): Promise<Lane<T> | undefined> {
  for (;;) {
    let first: Lane<T> | undefined
    let pulling = false
    let oldest = Infinity
    for (const lane of lanes) {
      if (lane.failure) throw lane.failure.error
      if (lane.state === 'pulling') pulling = true
      if (lane.state !== 'ready') continue
      oldest = Math.min(oldest, lane.since)
      if (!first || (lane.head as T).time < (first.head as T).time || Number.isNaN((lane.head as T).time)) first = lane
    }
    const rest = oldest + waitAtMost - clock.now()
    if (!pulling || (first && rest <= 0)) return first
    if (!first || rest === Infinity) await arrival.wait()
    else await waitFor(arrival, rest, clock)
  }
}

/** Until something arrives, `milliseconds` at most. */
async function waitFor(arrival: Wakeup, milliseconds: number, clock: Clock): Promise<void> {
  const timer = new AbortController()
  clock.sleep(milliseconds, timer.signal).then(arrival.wake, () => undefined)
  try {
    await arrival.wait()
  } finally {
    timer.abort()
  }
}
