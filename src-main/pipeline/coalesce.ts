import { childSignal } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import type { Source, Stage } from '@shared/flow/types'
import type { StreamEvent } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import type { Read } from '../devices/device'
import { ReadJoiner } from './read-joiner'

export interface CoalesceOptions {
  /** A chunk of joined reads is at most this long. */
  readonly maximumBytes: number
  /** A byte waits at most this long for others, ms. */
  readonly maximumDelay: number
  readonly clock: Clock
}

/** Timers ring up to about this late, ms; it is taken off so that the delay promised is an upper bound. */
const timerLateness = 1

/** How long `return()` waits for the source to end, ms. */
const patience = 1000

/**
 * Joins small reads into chunks, so that what follows costs the same whether the system hands over 20 bytes at a time or
 * 20,000 (measured: 256-byte reads one by one run the pipeline at less than half its speed).
 *
 * A chunk goes out when it is full or when its first byte has waited for `maximumDelay`, whichever comes first, also when
 * no further read comes. Reads of at least 4 KiB pass at once and uncopied. An event first sends what is waiting, then
 * passes; so does the end, and an error, which is thrown after everything read before it was delivered. Empty reads are
 * dropped. Order is kept, nothing is lost. While a chunk is being worked on, at most one more is read (policy `wait`).
 *
 * The signal is handed to the source, which ends or throws `cancelled` promptly. Leaving early aborts the source's signal
 * first, then waits for its end for at most a second.
 */
export function coalesce(options: CoalesceOptions): Stage<Read | StreamEvent, Item> {
  return source => signal => joined(source, signal, options)
}

async function* joined(
  source: Source<Read | StreamEvent>,
  signal: AbortSignal,
  { maximumBytes, maximumDelay, clock }: CoalesceOptions
): AsyncGenerator<Item, void, void> {
  const ending = childSignal(signal)

  const joiner = new ReadJoiner(maximumBytes)
  const [filled, taken] = [new Bell(), new Bell()]
  let timing = false
  let finished = false
  let left = false
  let failure: { readonly error: unknown } | undefined

  async function read(): Promise<void> {
    const dueAt = (): number => clock.now() + maximumDelay
    try {
      for await (const item of source(ending.signal)) {
        joiner.take(item, dueAt)
        if (joiner.waiting && !timing) void flushWhenDue()
        if (joiner.ready.length > 0) filled.ring()
        while (joiner.ready.length > 0 && !left) await taken.heard()
        if (left) break
      }
    } catch (error) {
      failure ??= { error }
    }
    joiner.flush()
    finished = true
    filled.ring()
  }

  /** One timer at a time: when it rings too early for what waits by then, it is set again for the rest. */
  async function flushWhenDue(): Promise<void> {
    timing = true
    try {
      while (joiner.waiting) {
        const rest = joiner.due - clock.now() - timerLateness
        if (rest > 0) await clock.sleep(rest, ending.signal)
        else {
          joiner.flush()
          filled.ring()
        }
      }
    } catch (error) {
      // The sleep of a stream that is ending is cancelled; what waits goes out with its end.
      if (!ending.signal.aborted) {
        failure ??= { error }
        ending.abort()
      }
    }
    timing = false
  }

  const reading = read()
  try {
    for (;;) {
      for (let item = joiner.ready.shift(); item !== undefined; item = joiner.ready.shift()) {
        taken.ring()
        yield item
      }
      if (finished) break
      await filled.heard()
    }
    if (failure) throw failure.error
  } finally {
    left = true
    ending.abort()
    taken.ring()
    if (!finished) {
      const settled = new AbortController()
      await Promise.race([reading, clock.sleep(patience, settled.signal)])
      settled.abort()
    }
  }
}

/** Lets one waiter know that something happened; a ring that nobody waits for is remembered once. */
class Bell {
  #rung = false
  #wake: (() => void) | undefined

  ring(): void {
    const wake = this.#wake
    this.#wake = undefined
    this.#rung = wake === undefined
    wake?.()
  }

  /** Resolves at the next ring, or at once if it has rung since it was last heard. */
  heard(): Promise<void> {
    if (this.#rung) {
      this.#rung = false
      return Promise.resolve()
    }
    return new Promise(resolve => {
      this.#wake = resolve
    })
  }
}
