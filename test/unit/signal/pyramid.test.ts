import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Pyramid } from '@main/signal/pyramid'
import { queryPyramid } from '@main/signal/pyramid-query'
import type { Batch } from '@shared/model/batch'

interface Row {
  readonly time: number
  readonly values: readonly number[]
  readonly light: number
  readonly anomaly: number
}

function batchOf(rows: readonly Row[], channels: number): Batch {
  const column = (pick: (row: Row) => number): Float64Array => Float64Array.from(rows, pick)
  const each = Array.from({ length: channels }, (_, index) => index)
  return {
    kind: 'batch',
    channels: each.map(index => ({ index, name: `c${index}`, unit: '' })),
    first: 0,
    count: rows.length,
    time: column(row => row.time),
    value: each.map(index => column(row => row.values[index])),
    mean: each.map(index => column(row => row.values[index] / 2)),
    deviation: each.map(index => column(row => row.values[index] / 4)),
    score: each.map(() => new Float64Array(rows.length)),
    anomaly: each.map(() => Uint8Array.from(rows, row => row.anomaly)),
    state: each.map(() => Uint8Array.from(rows, row => row.light))
  }
}

const value = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(number => number + 0) },
  { weight: 1, arbitrary: fc.constant(NaN) }
)
const steps = fc.array(
  fc.record({ step: fc.integer({ min: 0, max: 7 }), value, light: fc.nat(2), anomaly: fc.nat(1) }),
  {
    minLength: 1,
    maxLength: 900
  }
)
const history = fc.record({ steps, cuts: fc.array(fc.nat(400), { minLength: 1, maxLength: 8 }) })

function rowsOf(generated: readonly { step: number; value: number; light: number; anomaly: number }[]): Row[] {
  let time = 1_700_000_000_000
  return generated.map(({ step, value: first, light, anomaly }) => ({
    time: (time += step),
    values: [first, -first],
    light,
    anomaly
  }))
}

function fill(pyramid: Pyramid, rows: readonly Row[], cuts: readonly number[]): void {
  for (let start = 0, cut = 0; start < rows.length; cut++) {
    const end = Math.min(rows.length, start + 1 + cuts[cut % cuts.length])
    pyramid.append(batchOf(rows.slice(start, end), 2), false)
    start = end
  }
}

function naive(rows: readonly Row[], from: number, to: number, bucket: number): object[] {
  const groups = new Map<number, Row[]>()
  for (const row of rows)
    if (row.time >= Math.floor(from / bucket) * bucket && row.time <= to) {
      const key = Math.floor(row.time / bucket)
      groups.set(key, [...(groups.get(key) ?? []), row])
    }
  return [...groups.values()].map(group => {
    const known = group.map(row => row.values[0]).filter(number => !Number.isNaN(number))
    const last = group[group.length - 1].values[0]
    return {
      time: group[0].time,
      min: known.length > 0 ? Math.min(...known) : NaN,
      max: known.length > 0 ? Math.max(...known) : NaN,
      mean: last / 2,
      deviation: last / 4,
      flags: Math.max(...group.map(row => row.light)) | (group.some(row => row.anomaly === 1) ? 4 : 0)
    }
  })
}

describe('the min/max pyramid', () => {
  it('answers every bucket exactly while the rows are kept, however they were appended', () => {
    fc.assert(
      fc.property(
        history,
        fc.integer({ min: 1, max: 900 }),
        fc.nat(3000),
        fc.nat(3000),
        ({ steps: generated, cuts }, bucket, a, b) => {
          const rows = rowsOf(generated)
          const pyramid = new Pyramid()
          fill(pyramid, rows, cuts)
          const from = rows[0].time + Math.min(a, b)
          const to = rows[0].time + Math.max(a, b)
          const result = queryPyramid(pyramid, { from, to, bucket, channels: [0] })
          const [channel] = result.channels
          const seen = Array.from({ length: result.rows }, (_, row) => ({
            time: result.time[row],
            min: channel.min[row],
            max: channel.max[row],
            mean: channel.mean[row],
            deviation: channel.deviation[row],
            flags: channel.flags[row]
          }))
          expect(seen).toEqual(naive(rows, from, to, bucket))
        }
      ),
      { numRuns: 300 }
    )
  })

  it('shows one spike in a million samples at every zoom, long after the row itself is gone', () => {
    const pyramid = new Pyramid({ rowBytes: 1, entries: 1024 })
    const total = 1_000_000
    const spike = 123_457
    for (let start = 0; start < total; start += 1000) {
      const rows = Array.from({ length: 1000 }, (_, index): Row => {
        const row = start + index
        return {
          time: row,
          values: [row === spike ? 1000 : Math.sin(row), 0],
          light: 0,
          anomaly: row === spike ? 1 : 0
        }
      })
      pyramid.append(batchOf(rows, 2), false)
    }
    expect(pyramid.forgotten).toBe(0)
    for (const bucket of [1, 10, 1000, 50_000, 1_000_000]) {
      const result = queryPyramid(pyramid, { from: 0, to: total, bucket, channels: [0] })
      expect(result.channels[0].max.reduce((a, b) => Math.max(a, b))).toBe(1000)
      expect(result.channels[0].flags.some(flag => (flag & 4) !== 0)).toBe(true)
      expect(result.time[result.rows - 1]).toBeGreaterThan(total - 2 - bucket)
    }
  })

  it('keeps a gap at every zoom', () => {
    const pyramid = new Pyramid()
    const rows = Array.from({ length: 300 }, (_, time): Row => ({ time, values: [time, 0], light: 0, anomaly: 0 }))
    pyramid.append(batchOf(rows.slice(0, 100), 2), false)
    pyramid.append(batchOf(rows.slice(100), 2), true)
    for (const bucket of [1, 7, 64]) {
      const result = queryPyramid(pyramid, { from: 0, to: 300, bucket, channels: [] })
      const gaps = [...result.gap.keys()].filter(row => result.gap[row] === 1)
      expect(gaps).toHaveLength(1)
      expect(Math.floor(result.time[gaps[0]] / bucket)).toBe(Math.floor(100 / bucket))
    }
  })

  it('gives a channel that appears later nothing before it appeared', () => {
    const pyramid = new Pyramid()
    const rows = Array.from({ length: 50 }, (_, time): Row => ({ time, values: [time, time], light: 0, anomaly: 0 }))
    pyramid.append(batchOf(rows, 1), false)
    const later = rows.map(row => ({ ...row, time: row.time + 50 }))
    pyramid.append(batchOf(later, 2), false)
    const result = queryPyramid(pyramid, { from: 0, to: 100, bucket: 10, channels: [1] })
    expect([...result.channels[0].max]).toEqual([NaN, NaN, NaN, NaN, NaN, 9, 19, 29, 39, 49])
  })
})
