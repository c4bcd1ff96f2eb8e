import { throwIfCancelled } from '../base/abort'
import { systemClock, type Clock } from '../base/clock'
import { disposal } from '../base/disposal'
import { SignalboxError } from '../base/errors'
import { children, type Patience } from './children'
import type { Source, Stage } from './types'
import { wakeup } from './wakeup'

export interface TimeoutOptions extends Patience {
  /** How long one item may take from its pull on, in ms. The reader's own time does not count. */
  readonly milliseconds: number
  /** What would time out, for the message: `weather station (ttyUSB0)`. */
  readonly name: string
}

/**
 * Fails with `timeout`, naming what timed out, when the source takes longer than `milliseconds` for an item. The source
 * is ended. One timer runs for many items: it is looked at when it fires, not set anew for each.
 */
export function timeout<T>(options: TimeoutOptions): Stage<T, T> {
  return source => signal => timed(source, options, signal)
}

async function* timed<T>(source: Source<T>, options: TimeoutOptions, signal: AbortSignal): AsyncGenerator<T> {
  const { milliseconds, name, clock = systemClock } = options
  const owned = disposal()
  try {
    const family = children('timeout', signal, options)
    owned.own(family.end)
    const child = family.open(name, source)
    const arrival = wakeup(signal)
    owned.own(arrival.dispose)
    const pull: Pull = { since: clock.now() }
    const timer = new AbortController()
    owned.own(() => timer.abort())
    watch(pull, milliseconds, clock, timer.signal).then(arrival.wake, () => undefined)

    for (;;) {
      let outcome: { readonly result?: IteratorResult<T, unknown>; readonly error?: unknown } | undefined
      pull.since = clock.now()
      child.next().then(
        result => {
          outcome = { result }
          arrival.wake()
        },
        (error: unknown) => {
          outcome = { error }
          arrival.wake()
        }
      )
      while (!outcome && !pull.tooLong) await arrival.wait()
      pull.since = undefined
      // An item that came in the same turn is late all the same; an error says more than "timeout".
      if (!outcome || (outcome.result && pull.tooLong))
        throw new SignalboxError('timeout', `${name} sent nothing for ${milliseconds} ms`)
      if (!outcome.result) throw outcome.error
      if (outcome.result.done) return
      throwIfCancelled(signal)
      yield outcome.result.value
    }
  } catch (error) {
    throw await owned.disposeAfter(error)
  } finally {
    await owned.dispose()
  }
}

interface Pull {
  /** When the pull under way began, by the clock; undefined when there is none. */
  since: number | undefined
  tooLong?: boolean
}

/** Resolves when a pull has taken too long, and says so in it; rejects when the signal aborts. */
async function watch(pull: Pull, milliseconds: number, clock: Clock, signal: AbortSignal): Promise<void> {
  for (;;) {
    const rest = pull.since === undefined ? milliseconds : pull.since + milliseconds - clock.now()
    if (rest <= 0) break
    await clock.sleep(rest, signal)
  }
  pull.tooLong = true
}
