import { systemClock, type Clock } from '../base/clock'
import { isCancelled, SignalboxError } from '../base/errors'
import { coroutine } from './coroutine'
import type { Source, Stage } from './types'

export type BreakerState = 'closed' | 'open' | 'half-open'

export interface BreakerOptions {
  /** What is behind it, for messages. */
  readonly name: string
  /** So many failures in a row open it; at least 1. */
  readonly failures: number
  /** Milliseconds it stays open the n-th time in a row (from 1), e.g. `backoff({ ... })`: tried less and less. */
  readonly openFor: (trip: number) => number
  readonly onChange?: (state: BreakerState, retryAt: number) => void
  readonly clock?: Clock
}

/**
 * A circuit breaker. Closed, it lets everything through. After `failures` in a row it opens and refuses. After
 * `openFor` it is half-open and lets one trial through: success closes it, failure opens it for longer.
 */
export interface Breaker {
  readonly state: BreakerState
  /** When the next trial may be worth asking for, ms since the epoch; in the past when closed. */
  readonly retryAt: number
  /** Whether to try now. Whoever is told yes owes `succeeded`, `failed` or `abandoned`. */
  ask(): boolean
  succeeded(): void
  failed(): void
  /** The trial ended without telling anything (it was cancelled); the next may try. */
  abandoned(): void
  /**
   * The breaker before a source: its first item or its clean end is a success, an error before that a failure.
   * Open, it throws `disconnected` at once (`fail`) or waits for its turn (`wait`).
   */
  guard<T>(whenOpen: 'fail' | 'wait'): Stage<T, T>
}

type Event = 'ask' | 'succeeded' | 'failed' | 'abandoned'
interface Report {
  readonly state: BreakerState
  readonly allowed: boolean
  readonly retryAt: number
}
type Life<Result> = Generator<Report, Result, Event>

/** A closed breaker; the three states are three sub-generators that are sent events and end when the state does. */
export function breaker(options: BreakerOptions): Breaker {
  const { name, failures, openFor, onChange, clock = systemClock } = options
  const machine = coroutine(`breaker of ${name}`, () => life(failures, openFor, clock))
  let report: Report = { state: 'closed', allowed: true, retryAt: -Infinity }

  function send(event: Event): boolean {
    const before = report.state
    report = machine.send(event)
    if (report.state !== before) onChange?.(report.state, report.retryAt)
    return report.allowed
  }

  async function* guarded<T>(source: Source<T>, whenOpen: 'fail' | 'wait', signal: AbortSignal): AsyncGenerator<T> {
    while (!send('ask')) {
      const rest = report.retryAt - clock.now()
      if (whenOpen === 'fail') throw refusal(name, rest)
      await clock.sleep(Math.max(1, rest), signal)
    }
    let owed = true
    const tell = (event: Event): void => {
      if (owed) send(event)
      owed = false
    }
    try {
      for await (const item of source(signal)) {
        tell('succeeded')
        yield item
      }
      tell('succeeded')
    } catch (error) {
      tell(signal.aborted || isCancelled(error) ? 'abandoned' : 'failed')
      throw error
    } finally {
      tell('abandoned')
    }
  }

  return {
    get state() {
      return report.state
    },
    get retryAt() {
      return report.retryAt
    },
    ask: () => send('ask'),
    succeeded: () => void send('succeeded'),
    failed: () => void send('failed'),
    abandoned: () => void send('abandoned'),
    guard: whenOpen => source => signal => guarded(source, whenOpen, signal)
  }
}

function* life(failures: number, openFor: (trip: number) => number, clock: Clock): Life<void> {
  let trips = 0
  let event = yield { state: 'closed', allowed: true, retryAt: -Infinity }
  for (;;) {
    yield* closed(event, failures)
    for (trips = 1; ; trips++) {
      const wait = openFor(trips)
      const asked = yield* open(clock.now() + wait, clock)
      const healed = yield* halfOpen(asked, wait, clock)
      if (healed) break
    }
    event = yield { state: 'closed', allowed: true, retryAt: -Infinity }
  }
}

/** Ends at the failure that is one too many. */
function* closed(first: Event, limit: number): Life<void> {
  let event = first
  let failures = 0
  for (;;) {
    if (event === 'failed') failures++
    if (event === 'succeeded') failures = 0
    if (failures >= limit) return
    event = yield { state: 'closed', allowed: true, retryAt: -Infinity }
  }
}

/** Ends when somebody asks and the time has come; answers that question. Late news of earlier tries changes nothing. */
function* open(retryAt: number, clock: Clock): Life<Event> {
  let event = yield { state: 'open', allowed: false, retryAt }
  while (event !== 'ask' || clock.now() < retryAt) event = yield { state: 'open', allowed: false, retryAt }
  return event
}

/** One trial at a time; ends with how it went. */
function* halfOpen(asked: Event, wait: number, clock: Clock): Life<boolean> {
  let event = asked
  let trying = false
  for (;;) {
    const allowed = event === 'ask' && !trying
    if (event === 'ask') trying = true
    if (event === 'abandoned') trying = false
    if (event === 'succeeded') return true
    if (event === 'failed') return false
    event = yield { state: 'half-open', allowed, retryAt: trying ? clock.now() + wait : clock.now() }
  }
}

function refusal(name: string, rest: number): SignalboxError {
  return new SignalboxError('disconnected', `${name} kept failing and is not tried for another ${Math.ceil(rest)} ms`)
}
