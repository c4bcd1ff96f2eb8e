import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StripStore } from '@renderer/charts/strip-data'
import { createSegments, fillSegments, type PlotMapping, type Segments } from '@renderer/charts/strip-segments'
import { frameOf, someRows, type Row } from './frames'

const bucket = 10
/** One bucket a column; value v is at y = 100 - v. */
const oneToOne: PlotMapping = { from: 0, scale: 1 / bucket, width: 60, height: 100, bottom: 0, unit: 1 }

function segmentsOf(rows: readonly Row[], mapping = oneToOne): Segments {
  const store = new StripStore(16)
  store.apply(frameOf(rows, { fromBucket: rows[0]?.index ?? 0, channels: 1, bucket }))
  const out = createSegments(4)
  const columns = store.of(0)
  if (columns) fillSegments(store, columns, mapping, out)
  return out
}

function listOf({ count, x, top, bottom }: Segments): { x: number; top: number; bottom: number }[] {
  return Array.from({ length: count }, (_, at) => ({ x: x[at], top: top[at], bottom: bottom[at] }))
}

const row = (index: number, value: number, gap = false): Row => ({ index, gap, values: [value] })

describe('the segments of a dense line', () => {
  it('are at most one a column, in order, inside the plot', () => {
    const mappings = fc.record({
      from: fc.integer({ min: -200, max: 400 }),
      scale: fc.constantFrom(0.03, 0.07, 0.1, 0.13, 0.3),
      width: fc.constant(30),
      height: fc.constant(100),
      bottom: fc.constant(-50),
      unit: fc.constant(1)
    })
    fc.assert(
      fc.property(someRows(0, 1, 60), mappings, (rows, mapping) => {
        const list = listOf(segmentsOf(rows, mapping))
        for (const [at, segment] of list.entries()) {
          expect(segment.x).toBeGreaterThanOrEqual(0)
          expect(segment.x).toBeLessThan(mapping.width)
          expect(segment.top).toBeLessThanOrEqual(segment.bottom)
          if (at > 0) expect(segment.x).toBeGreaterThan(list[at - 1].x)
        }
      })
    )
  })

  it('lose no peak: every visible bucket lies within the segment of its column', () => {
    fc.assert(
      fc.property(someRows(0, 1, 60), fc.constantFrom(0.03, 0.07, 0.1), (rows, scale) => {
        const mapping = { ...oneToOne, scale, bottom: -60, height: 120 }
        const list = listOf(segmentsOf(rows, mapping))
        for (const { index, values } of rows) {
          const column = Math.floor((index * bucket + bucket / 2) * scale)
          if (Number.isNaN(values[0]) || column >= mapping.width) continue
          const segment = list.find(({ x }) => x === column)
          expect(segment).toBeDefined()
          expect(segment!.top).toBeLessThanOrEqual(60 - (values[0] + 1))
          expect(segment!.bottom).toBeGreaterThanOrEqual(60 - (values[0] - 1))
        }
      })
    )
  })

  it('leave no hole where no gap is: neighbouring columns touch', () => {
    fc.assert(
      fc.property(someRows(0, 1, 60), rows => {
        const whole = rows.map(row => ({ ...row, gap: false }))
        const list = listOf(segmentsOf(whole, { ...oneToOne, bottom: -60, height: 120 }))
        for (let at = 1; at < list.length; at++) {
          expect(list[at].x).toBe(list[at - 1].x + 1)
          expect(list[at].top).toBeLessThanOrEqual(list[at - 1].bottom + 1e-9)
          expect(list[at].bottom).toBeGreaterThanOrEqual(list[at - 1].top - 1e-9)
        }
      })
    )
  })

  it('never cross a gap, even when the row that says so has no value for the channel', () => {
    expect(listOf(segmentsOf([row(2, 10), row(3, 40, true)]))).toEqual([
      { x: 2, top: 89, bottom: 91 },
      { x: 3, top: 59, bottom: 61 }
    ])
    expect(listOf(segmentsOf([row(2, 10), row(3, NaN, true), row(5, 40)])).map(({ x }) => x)).toEqual([2, 5])
  })

  it('meet half way between neighbouring extremes', () => {
    expect(listOf(segmentsOf([row(2, 10), row(3, 40)]))).toEqual([
      { x: 2, top: 75, bottom: 91 },
      { x: 3, top: 59, bottom: 75 }
    ])
  })

  it('pass over rows without a value', () => {
    const list = listOf(segmentsOf([row(2, 10), row(3, NaN), row(4, 10)]))
    expect(list.map(({ x }) => x)).toEqual([2, 3, 4])
    expect(list[1]).toEqual({ x: 3, top: 90, bottom: 90 })
  })

  it('enter and leave the plot with the rows just outside of it', () => {
    const mapping = { ...oneToOne, from: 50, width: 4 }
    expect(listOf(segmentsOf([row(2, 10), row(20, 10)], mapping)).map(({ x }) => x)).toEqual([0, 1, 2, 3])
  })

  it('keep each bucket in its column when the window moves by a whole bucket', () => {
    const rows = Array.from({ length: 60 }, (_, index) => row(index, (index * 37) % 50))
    const at = (moved: number): number[] =>
      listOf(segmentsOf(rows, { ...oneToOne, from: moved * bucket, width: 20 })).map(({ top }) => top)
    expect(at(7).slice(1, 12)).toEqual(at(8).slice(0, 11))
  })

  it('cut far-away values to just outside of the plot', () => {
    const [segment] = listOf(segmentsOf([row(2, 1e300)]))
    expect(segment).toEqual({ x: 2, top: -4, bottom: -4 })
  })
})
