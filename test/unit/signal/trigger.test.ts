import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shortestDistance, Trigger, TriggerSnapshot } from '@main/signal/trigger'
import type { TriggerRows } from '@main/signal/trigger-conditions'
import { TriggerSettings } from '@shared/model/trigger'

const level = { kind: 'level', channel: 'a', direction: 'above', value: 5, hysteresis: 2 } as const
const settings = (fields: Record<string, unknown>): TriggerSettings =>
  TriggerSettings.parse({ id: 't', condition: level, mode: 'normal', before: 10, after: 0, ...fields })

/** One row every 10 ms. */
function rowsOf(first: number, values: readonly number[], state: readonly number[] = []): TriggerRows {
  return {
    first,
    count: values.length,
    time: Float64Array.from({ length: values.length + 1 }, (_, row) => (first + row) * 10),
    channels: [
      {
        name: 'a',
        value: Float64Array.from([...values, 99]),
        anomaly: Uint8Array.from(state, code => Number(code === 2)),
        state: Uint8Array.from(state)
      }
    ]
  }
}
const hitsOf = (trigger: Trigger, rows: TriggerRows): number[] => trigger.advance(rows).map(({ sample }) => sample)

describe('a trigger', () => {
  it('fires at the first sample beyond its level, and again only after the signal was back by the hysteresis', () => {
    const quick = new Trigger(settings({}))
    const hold = (value: number): number[] => Array.from({ length: 12 }, () => value)
    expect(hitsOf(quick, rowsOf(0, [0, 6, ...hold(6), ...hold(4), 6, ...hold(6), 3, 4, 6]))).toEqual([1, 41])
  })

  it('fires on an edge only where the signal passes, not where it is beyond already', () => {
    const edge = new Trigger(settings({ condition: { ...level, kind: 'edge', direction: 'rising' } }))
    expect(hitsOf(edge, rowsOf(0, [9, 9, NaN, 2, NaN, 9, 9]))).toEqual([5])
    const falling = new Trigger(settings({ condition: { ...level, kind: 'edge', direction: 'either' } }))
    expect(hitsOf(falling, rowsOf(0, [9, 2]))).toEqual([1])
    falling.interrupt(false)
    expect(hitsOf(falling, rowsOf(50, [9, 8, 1]))).toEqual([52])
  })

  it('fires when a lamp changes to its colour or an anomaly begins', () => {
    const red = new Trigger(settings({ condition: { kind: 'state', channel: '*', light: 'red' } }))
    expect(hitsOf(red, rowsOf(0, [1, 1, 1, 1], [0, 1, 2, 2]))).toEqual([2])
    const anomaly = new Trigger(settings({ condition: { kind: 'anomaly', channel: 'a' } }))
    expect(hitsOf(anomaly, rowsOf(0, [1, 1, NaN, 1], [0, 2, 0, 2]))).toEqual([1])
  })

  it('holds its stretch until a sample at its end has come; a single one stops then, until it is armed again', () => {
    const single = new Trigger(settings({ mode: 'single', after: 30 }))
    expect(hitsOf(single, rowsOf(0, [0, 6, 0, 0]))).toEqual([1])
    expect(single.status).toMatchObject({ state: 'capturing', last: null })
    single.advance(rowsOf(4, [6]))
    expect(single.status).toMatchObject({ state: 'stopped', last: { number: 1, time: 10, from: 0, to: 40, value: 6 } })
    expect(hitsOf(single, rowsOf(5, [0, 6, 0]))).toEqual([])
    single.arm(true)
    expect(hitsOf(single, rowsOf(8, [6]))).toEqual([8])
    single.interrupt(true)
    expect(single.status).toMatchObject({ state: 'stopped', last: { number: 2 } })
  })

  it('shows something in auto mode when nothing happens, and gives way to what does', () => {
    const auto = new Trigger(settings({ mode: 'auto', autoAfter: 50, after: 40 }))
    expect(hitsOf(auto, rowsOf(0, [0, 0, 0, 0, 0, 0, 0]))).toEqual([])
    expect(auto.status).toMatchObject({ state: 'capturing', last: null })
    expect(hitsOf(auto, rowsOf(7, [6, 0, 0, 0, 0]))).toEqual([7])
    expect(auto.status.last).toMatchObject({ time: 70, forced: false })
  })

  const values = fc.array(fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 9 }) }, fc.constant(NaN)), {
    maxLength: 200
  })

  it('fires at the samples a naive walk finds, however the rows are cut, also through snapshots', () => {
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(0, 30, 250),
        fc.integer({ min: 0, max: 20 }),
        (all, size, after, holdoff) => {
          const own = settings({ after, holdoff: holdoff * 20 })
          let trigger = new Trigger(own)
          const found: number[] = []
          for (let from = 0; from < all.length; from += size) {
            found.push(...hitsOf(trigger, rowsOf(from, all.slice(from, from + size))))
            const taken = TriggerSnapshot.parse(JSON.parse(JSON.stringify(trigger.snapshot())))
            trigger = new Trigger(own, { taken })
          }
          expect(found).toEqual(walk(all, after, own.holdoff))
        }
      )
    )
  })
})

/** `level` told row by row. */
function walk(all: readonly number[], after: number, holdoff: number): number[] {
  const hits: number[] = []
  let ready = true
  all.forEach((value, row) => {
    if (value <= 3) ready = true
    const last = hits.at(-1)
    const passed = last === undefined ? Infinity : (row - last) * 10
    if (!(value > 5 && ready && passed >= Math.max(after, holdoff, shortestDistance))) return
    hits.push(row)
    ready = false
  })
  return hits
}
