import { type Light, lights } from '@shared/model/batch'
import type { LightSettings } from '@shared/model/settings'
import { z } from 'zod'
import {
  betterCause,
  type LightLimits,
  lightLimits,
  type LimitSide,
  sameLights,
  sideOf,
  worseCause
} from './light-limits'

const since = z.number().nullable()

/**
 * A lamp as plain data: its colour, the side it last got worse on, and since when (ms, a sample's time; null: not) the
 * conditions hold that can change it.
 */
export const LampState = z.object({
  version: z.literal(1),
  light: z.enum(['green', 'yellow', 'red']),
  side: z.enum(['low', 'high']).nullable(),
  outsideYellow: since,
  outsideRed: since,
  clearOfYellow: since,
  clearOfRed: since
})
export type LampState = z.infer<typeof LampState>

/** One channel's rows: read `value` and `time`, written `state` (the code of the light after each row). */
export interface LightColumn {
  readonly first: number
  readonly count: number
  readonly time: Float64Array
  readonly value: Float64Array
  readonly state: Uint8Array
}

export interface LightTransition {
  /** Number and time of the sample at which it happened. */
  readonly sample: number
  readonly time: number
  readonly value: number
  readonly from: Light
  readonly to: Light
  readonly cause: string
}

/** The same with NaN for "not", so that the loops below work on plain float64. */
interface Lamp {
  readonly light: Light
  readonly side: LimitSide | null
  outsideYellow: number
  outsideRed: number
  clearOfYellow: number
  clearOfRed: number
}

const noRuns = { outsideYellow: NaN, outsideRed: NaN, clearOfYellow: NaN, clearOfRed: NaN }

const noColumn: LightColumn = {
  first: 0,
  count: 0,
  time: new Float64Array(0),
  value: new Float64Array(0),
  state: new Uint8Array(0)
}
const noTransitions: readonly LightTransition[] = []
type StateOfLamp = Generator<readonly LightTransition[], Light, LightColumn>

/**
 * A traffic light over one channel, see `LightSettings` for its rules. Every state is a sub-generator that is sent a
 * column, scans it in a tight loop and returns the next state; one hop a column, not a sample.
 *
 * Exactly: a condition (outside a limit; clear of it by the deadband) holds since the first of an unbroken run of
 * samples that satisfy it, whatever the state; the light changes at the first sample at which it has held for the delay.
 * At most one change a sample, to the worst (best) light whose condition has held long enough. NaN is no sample: it
 * holds the light and breaks no run. `interrupt` and new limits end every run, never the light.
 */
export class TrafficLight {
  #limits: LightLimits
  #lamp: Lamp
  #column = noColumn
  #row = 0
  #transitions: LightTransition[] = []
  readonly #running: Generator<readonly LightTransition[], void, LightColumn>

  constructor(settings: LightSettings, lamp?: LampState) {
    this.#limits = lightLimits(settings)
    this.#lamp = lamp ? fromState(lamp) : { light: 'green', side: null, ...noRuns }
    this.#running = this.#run()
    this.#running.next()
  }

  get light(): Light {
    return this.#lamp.light
  }

  /** Writes the column's states; answers the transitions in it, in order. */
  advance(column: LightColumn): readonly LightTransition[] {
    return this.#running.next(column).value ?? noTransitions
  }

  /** From the next sample on. Pending delays start anew if the lamp settings differ. */
  configure(settings: LightSettings): void {
    if (sameLights(settings, this.#limits.settings)) return
    this.#limits = lightLimits(settings)
    this.interrupt()
  }

  /** Nothing is known about the time since the last sample: pending delays start anew. */
  interrupt(): void {
    this.#lamp = { ...this.#lamp, ...noRuns }
  }

  snapshot(): LampState {
    const { light, side, ...runs } = this.#lamp
    const since = (run: number): number | null => (Number.isNaN(run) ? null : run)
    return {
      version: 1,
      light,
      side,
      outsideYellow: since(runs.outsideYellow),
      outsideRed: since(runs.outsideRed),
      clearOfYellow: since(runs.clearOfYellow),
      clearOfRed: since(runs.clearOfRed)
    }
  }

  *#run(): Generator<readonly LightTransition[], void, LightColumn> {
    this.#take(yield noTransitions)
    let light = this.#lamp.light
    for (;;) {
      if (light === 'green') light = yield* this.#green()
      else if (light === 'yellow') light = yield* this.#yellow()
      else light = yield* this.#red()
    }
  }

  *#green(): StateOfLamp {
    for (;;) {
      const { value, time, state, count } = this.#column
      const { low, high, redLow, redHigh, onDelay } = this.#limits
      let { outsideYellow, outsideRed } = this.#lamp
      for (let row = this.#row; row < count; row++) {
        const x = value[row]
        if (x < low || x > high) {
          const now = time[row]
          if (outsideYellow !== outsideYellow) outsideYellow = now
          if (!(x < redLow || x > redHigh)) outsideRed = NaN
          else if (outsideRed !== outsideRed) outsideRed = now
          if (now - outsideRed >= onDelay) return this.#change(row, 'red')
          if (now - outsideYellow >= onDelay) return this.#change(row, 'yellow', { outsideRed })
        } else if (x === x) outsideYellow = outsideRed = NaN
        state[row] = 0
      }
      this.#lamp.outsideYellow = outsideYellow
      this.#lamp.outsideRed = outsideRed
      this.#take(yield this.#transitions)
    }
  }

  *#yellow(): StateOfLamp {
    for (;;) {
      const { value, time, state, count } = this.#column
      const { redLow, redHigh, clearLow, clearHigh, onDelay, offDelay } = this.#limits
      let { outsideRed, clearOfYellow } = this.#lamp
      for (let row = this.#row; row < count; row++) {
        const x = value[row]
        if (x < redLow || x > redHigh) {
          clearOfYellow = NaN
          if (outsideRed !== outsideRed) outsideRed = time[row]
          if (time[row] - outsideRed >= onDelay) return this.#change(row, 'red')
        } else if (x === x) {
          outsideRed = NaN
          if (x >= clearLow && x <= clearHigh) {
            if (clearOfYellow !== clearOfYellow) clearOfYellow = time[row]
            if (time[row] - clearOfYellow >= offDelay) return this.#change(row, 'green')
          } else clearOfYellow = NaN
        }
        state[row] = 1
      }
      this.#lamp.outsideRed = outsideRed
      this.#lamp.clearOfYellow = clearOfYellow
      this.#take(yield this.#transitions)
    }
  }

  *#red(): StateOfLamp {
    for (;;) {
      const { value, time, state, count } = this.#column
      const { clearRedLow, clearRedHigh, clearLow, clearHigh, offDelay } = this.#limits
      let { clearOfRed, clearOfYellow } = this.#lamp
      for (let row = this.#row; row < count; row++) {
        const x = value[row]
        if (x >= clearRedLow && x <= clearRedHigh) {
          const now = time[row]
          if (clearOfRed !== clearOfRed) clearOfRed = now
          if (!(x >= clearLow && x <= clearHigh)) clearOfYellow = NaN
          else if (clearOfYellow !== clearOfYellow) clearOfYellow = now
          if (now - clearOfYellow >= offDelay) return this.#change(row, 'green')
          if (now - clearOfRed >= offDelay) return this.#change(row, 'yellow', { clearOfYellow })
        } else if (x === x) clearOfRed = clearOfYellow = NaN
        state[row] = 2
      }
      this.#lamp.clearOfRed = clearOfRed
      this.#lamp.clearOfYellow = clearOfYellow
      this.#take(yield this.#transitions)
    }
  }

  #take(column: LightColumn): void {
    this.#column = column
    this.#row = 0
    if (this.#transitions.length > 0) this.#transitions = []
  }

  /** Notes the transition at `row`; of the runs only `carried` means anything to the next state. */
  #change(row: number, to: Light, carried: Partial<Lamp> = {}): Light {
    const { first, time, value, state } = this.#column
    const { settings } = this.#limits
    const { light: from } = this.#lamp
    const [code, x] = [lights.indexOf(to), value[row]]
    let { side } = this.#lamp
    let cause: string
    if (to === 'red' || (to === 'yellow' && from === 'green')) {
      side = sideOf(settings, to, x)
      cause = worseCause(settings, to, x)
    } else cause = betterCause(settings, to, side)
    this.#transitions.push({ sample: first + row, time: time[row], value: x, from, to, cause })
    this.#lamp = { light: to, side, ...noRuns, ...carried }
    state[row] = code
    this.#row = row + 1
    return to
  }
}

function fromState({ light, side, outsideYellow, outsideRed, clearOfYellow, clearOfRed }: LampState): Lamp {
  return {
    light,
    side,
    outsideYellow: outsideYellow ?? NaN,
    outsideRed: outsideRed ?? NaN,
    clearOfYellow: clearOfYellow ?? NaN,
    clearOfRed: clearOfRed ?? NaN
  }
}
