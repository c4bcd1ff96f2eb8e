import { onAbort } from './abort'
import type { Clock } from './clock'
import { SignalboxError } from './errors'

/** A clock that stands still until it is told to go on: for tests, and for runs faster than real time. */
export interface ManualClock extends Clock {
  /** How many sleepers there are. */
  readonly sleeping: number
  /** When the next sleeper is due, ms since the epoch; Infinity without one. */
  readonly nextDue: number
  /**
   * Lets `milliseconds` pass: wakes the sleepers that come due one by one, in the order of their times (then of their
   * calls), each at its own time, and lets everything that follows from one happen, new sleeps included, before the
   * next is woken. `advance(0)` wakes what is due now.
   * @throws `bad-input` when negative or not a number, `fault` while another call is under way.
   */
  advance(milliseconds: number): Promise<void>
}

export interface ManualClockOptions {
  /** Resolves when the event loop has gone round once. By default `setImmediate` where there is one, else a timer of 0 ms. */
  readonly turn?: () => Promise<void>
}

interface Sleeper {
  readonly due: number
  wake(): void
}

// Two turns: one lets all microtasks run, the second what those handed to the event loop (one `setImmediate` deep).
const turnsBetweenSleepers = 2

/** A manual clock that shows `start` (ms since the epoch). */
export function manualClock(start = 0, options: ManualClockOptions = {}): ManualClock {
  const turn = options.turn ?? eventLoopTurn
  const sleepers: Sleeper[] = []
  let now = start
  let advancing = false

  function insert(sleeper: Sleeper): void {
    let at = sleepers.length
    while (at > 0 && sleepers[at - 1].due > sleeper.due) at--
    sleepers.splice(at, 0, sleeper)
  }

  async function drain(): Promise<void> {
    for (let turns = 0; turns < turnsBetweenSleepers; turns++) await turn()
  }

  return {
    get sleeping() {
      return sleepers.length
    },
    get nextDue() {
      return sleepers.length > 0 ? sleepers[0].due : Infinity
    },
    now: () => now,
    sleep(milliseconds, signal) {
      return new Promise((resolve, reject) => {
        const cancel = (): void => reject(new SignalboxError('cancelled', 'the wait was cancelled'))
        if (signal?.aborted) return cancel()
        const leave =
          signal &&
          onAbort(signal, () => {
            sleepers.splice(sleepers.indexOf(sleeper), 1)
            cancel()
          })
        const sleeper: Sleeper = {
          due: now + Math.max(0, milliseconds),
          wake() {
            leave?.()
            resolve()
          }
        }
        insert(sleeper)
      })
    },
    async advance(milliseconds) {
      if (!(milliseconds >= 0)) throw new SignalboxError('bad-input', `time cannot pass by ${milliseconds} ms`)
      if (advancing) throw new SignalboxError('fault', 'the clock is being advanced already')
      advancing = true
      try {
        const target = now + milliseconds
        await drain()
        while (sleepers.length > 0 && sleepers[0].due <= target) {
          const sleeper = sleepers.shift()!
          now = Math.max(now, sleeper.due)
          sleeper.wake()
          await drain()
        }
        now = target
      } finally {
        advancing = false
      }
    }
  }
}

/** Resolves after the event loop has gone round once. `setImmediate` is Node's alone and some hundred times faster. */
function eventLoopTurn(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown }
  return new Promise(resolve => {
    if (setImmediate) setImmediate(resolve)
    else setTimeout(resolve, 0)
  })
}
