import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LampState, type LightTransition, TrafficLight } from '@main/signal/traffic-light'
import { lights } from '@shared/model/batch'
import { LightSettings } from '@shared/model/settings'

interface Row {
  readonly time: number
  readonly value: number
}

function run(
  light: TrafficLight,
  rows: readonly Row[],
  cuts: readonly number[] = [],
  first = 0
): { states: number[]; transitions: LightTransition[] } {
  const states: number[] = []
  const transitions: LightTransition[] = []
  const borders = [...new Set([0, ...cuts.filter(cut => cut < rows.length), rows.length])].sort((a, b) => a - b)
  borders.slice(1).forEach((end, index) => {
    const part = rows.slice(borders[index], end)
    const state = new Uint8Array(part.length + 3)
    transitions.push(
      ...light.advance({
        first: first + borders[index],
        count: part.length,
        time: Float64Array.from(part, row => row.time),
        value: Float64Array.from(part, row => row.value),
        state
      })
    )
    states.push(...state.subarray(0, part.length))
  })
  return { states, transitions }
}

/** From the definition: for every sample, look back how long each condition has held without a break. */
function lightNaively(settings: LightSettings, all: readonly Row[]): { states: number[]; changes: number[][] } {
  const { yellow, red, deadband, onDelay, offDelay } = settings
  const outside = (x: number, { low, high }: typeof yellow, by: number): boolean =>
    (low !== null && x < low + by) || (high !== null && x > high - by)
  const conditions = {
    worseThanGreen: (x: number) => outside(x, yellow, 0) || outside(x, red, 0),
    red: (x: number) => outside(x, red, 0),
    clearOfRed: (x: number) => !outside(x, red, deadband),
    clear: (x: number) => !outside(x, red, deadband) && !outside(x, yellow, deadband)
  }
  const states: number[] = []
  const changes: number[][] = []
  const rows: Row[] = []
  let state = 0
  all.forEach((row, index) => {
    if (!Number.isNaN(row.value)) {
      rows.push(row)
      const held = (condition: (x: number) => boolean, delay: number): boolean => {
        let start = rows.length
        while (start > 0 && condition(rows[start - 1].value)) start--
        return start < rows.length && row.time - rows[start].time >= delay
      }
      const before = state
      if (state < 2 && held(conditions.red, onDelay)) state = 2
      else if (state === 0 && held(conditions.worseThanGreen, onDelay)) state = 1
      else if (state > 0 && held(conditions.clear, offDelay)) state = 0
      else if (state === 2 && held(conditions.clearOfRed, offDelay)) state = 1
      if (state !== before) changes.push([index, before, state])
    }
    states.push(state)
  })
  return { states, changes }
}

const limit = fc.option(fc.integer({ min: 0, max: 10 }), { nil: null })
const settings = fc
  .record({
    yellow: fc.record({ low: limit, high: limit }),
    red: fc.record({ low: limit, high: limit }),
    deadband: fc.integer({ min: 0, max: 4 }).map(n => n / 2),
    onDelay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 })),
    offDelay: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 }))
  })
  .filter(made => LightSettings.safeParse(made).success)
const rows = fc
  .array(
    fc.record({
      step: fc.integer({ min: 0, max: 5 }),
      value: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: -2, max: 12 }) },
        { weight: 1, arbitrary: fc.constant(NaN) }
      )
    }),
    { maxLength: 60 }
  )
  .map(steps => {
    let time = 1000
    return steps.map(({ step, value }) => ({ time: (time += step), value }))
  })
const cuts = fc.array(fc.nat(60), { maxLength: 8 })

const heater = LightSettings.parse({
  yellow: { low: 2, high: 30 },
  red: { low: 0, high: 40 },
  deadband: 0.5
})
const steps = (...values: number[]): Row[] => values.map((value, index) => ({ time: index * 100, value }))

describe('a traffic light', () => {
  it('follows its definition whatever the limits, delays, values and the way batches are cut', () => {
    fc.assert(
      fc.property(settings, rows, cuts, (made, samples, borders) => {
        const { states, transitions } = run(new TrafficLight(made), samples, borders)
        const expected = lightNaively(made, samples)
        expect(states).toEqual(expected.states)
        expect(transitions.map(({ sample, from, to }) => [sample, lights.indexOf(from), lights.indexOf(to)])).toEqual(
          expected.changes
        )
        for (const { sample, time, value } of transitions) expect({ time, value }).toEqual(samples[sample])
      }),
      { numRuns: 2000 }
    )
  })

  it('goes on from a snapshot, pending delays included, as if nothing had happened', () => {
    fc.assert(
      fc.property(settings, rows, fc.nat(60), (made, samples, cut) => {
        const one = new TrafficLight(made)
        run(one, samples.slice(0, cut))
        const other = new TrafficLight(made, LampState.parse(JSON.parse(JSON.stringify(one.snapshot()))))
        expect(run(other, samples.slice(cut), [], cut)).toEqual(run(one, samples.slice(cut), [], cut))
      }),
      { numRuns: 500 }
    )
  })

  it('says when, at which sample and why it changed', () => {
    const { transitions } = run(new TrafficLight(heater), steps(20, 31, 41, 39.7, 39.5, 29.9, 29.5, -1, 5), [3], 7000)
    expect(transitions).toEqual([
      { sample: 7001, time: 100, value: 31, from: 'green', to: 'yellow', cause: 'above yellow limit 30' },
      { sample: 7002, time: 200, value: 41, from: 'yellow', to: 'red', cause: 'above red limit 40' },
      {
        sample: 7004,
        time: 400,
        value: 39.5,
        from: 'red',
        to: 'yellow',
        cause: 'back below red limit 40 - deadband 0.5'
      },
      {
        sample: 7006,
        time: 600,
        value: 29.5,
        from: 'yellow',
        to: 'green',
        cause: 'back below yellow limit 30 - deadband 0.5'
      },
      { sample: 7007, time: 700, value: -1, from: 'green', to: 'red', cause: 'below red limit 0' },
      { sample: 7008, time: 800, value: 5, from: 'red', to: 'green', cause: 'back above yellow limit 2 + deadband 0.5' }
    ])
  })

  it('names the delay that a condition outlasted', () => {
    const light = new TrafficLight({ ...heater, onDelay: 200, offDelay: 100 })
    const { transitions } = run(light, steps(20, 41, 41, 41, 20, 20))
    expect(transitions.map(({ time, cause }) => [time, cause])).toEqual([
      [300, 'above red limit 40 for 200 ms'],
      [500, 'back below yellow limit 30 - deadband 0.5 for 100 ms']
    ])
  })

  it('starts pending delays anew after an interruption and keeps its light', () => {
    const light = new TrafficLight({ ...heater, onDelay: 200 })
    expect(run(light, steps(41, 41)).states).toEqual([0, 0])
    light.interrupt()
    expect(run(light, steps(0, 0, 41, 41, 41).slice(2)).states).toEqual([0, 0, 2])
    light.interrupt()
    expect(light.light).toBe('red')
  })

  it('takes new limits over at the next sample, and keeps pending delays when they are the same', () => {
    const delayed = { ...heater, onDelay: 200 }
    const light = new TrafficLight(delayed)
    run(light, steps(41, 41))
    light.configure(structuredClone(delayed))
    expect(run(light, steps(0, 0, 41).slice(2)).states).toEqual([2])
    light.configure(LightSettings.parse({}))
    expect(run(light, steps(0, 0, 0, 41).slice(3)).transitions.map(({ to, cause }) => [to, cause])).toEqual([
      ['green', 'no limit is set any more']
    ])
  })
})
