import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StripStore } from '@renderer/charts/strip-data'
import { frameOf, someRows, type Row } from './frames'

interface Step {
  readonly fromBucket: number
  readonly channels: number
  readonly rows: Row[]
  readonly dropBefore: number
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc
    .record({ fromBucket: fc.nat(60), channels: fc.integer({ min: 1, max: 3 }), dropBefore: fc.nat(700) })
    .chain(step => someRows(step.fromBucket, step.channels).map(rows => ({ ...step, rows }))),
  { maxLength: 30 }
)

/** The same, done the slow way: one object a row. */
function naiveMerge(held: readonly Row[], step: Step, bucket: number): Row[] {
  const merged = [...held.filter(row => row.index < step.fromBucket), ...step.rows]
  return merged.filter(row => row.index * bucket + 1 >= step.dropBefore)
}

function rowsOf(store: StripStore, channels: number): { time: number; gap: number; means: number[]; lows: number[] }[] {
  return Array.from({ length: store.rows }, (_, at) => {
    const row = store.start + at
    const of = (name: 'mean' | 'min'): number[] =>
      Array.from({ length: channels }, (_, c) => store.of(c)?.[name][row] ?? NaN)
    return { time: store.time[row], gap: store.gap[row], means: of('mean'), lows: of('min') }
  })
}

function expected(rows: readonly Row[], channels: number): ReturnType<typeof rowsOf> {
  const valueOf = (row: Row, c: number): number => row.values[c] ?? NaN
  return rows.map(row => ({
    time: row.index * 10 + 1,
    gap: Number(row.gap),
    means: Array.from({ length: channels }, (_, c) => valueOf(row, c)),
    lows: Array.from({ length: channels }, (_, c) => valueOf(row, c) - 1)
  }))
}

describe('a strip store', () => {
  it('holds what the naive merge of all frames holds, whatever they replace and however small its buffer', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 40 }), (list, capacity) => {
        const store = new StripStore(capacity)
        let held: Row[] = []
        for (const step of list) {
          store.apply(frameOf(step.rows, step))
          store.dropBefore(step.dropBefore)
          held = naiveMerge(held, step, 10)
          expect(rowsOf(store, 3)).toEqual(expected(held, 3))
        }
      })
    )
  })

  it('numbers every row by its bucket', () => {
    const store = new StripStore(4)
    store.apply(
      frameOf(
        [5, 6, 9].map(index => ({ index, gap: false, values: [1] })),
        { fromBucket: 5, channels: 1 }
      )
    )
    expect([...store.index.subarray(store.start, store.end)]).toEqual([5, 6, 9])
  })

  it('starts anew when the bucket width changes', () => {
    const store = new StripStore(16)
    const row: Row = { index: 3, gap: false, values: [1] }
    store.apply(frameOf([row], { fromBucket: 3, channels: 1 }))
    store.apply(frameOf([row], { fromBucket: 3, channels: 1, bucket: 20 }))
    expect(store.bucket).toBe(20)
    expect(rowsOf(store, 1).map(({ time }) => time)).toEqual([61])
  })

  it('fills with NaN what a channel missed before it appeared and while a frame does not name it', () => {
    const store = new StripStore(16)
    const row = (index: number): Row => ({ index, gap: false, values: [index, index] })
    store.apply(frameOf([row(1)], { fromBucket: 1, channels: 1 }))
    store.apply(frameOf([row(2)], { fromBucket: 2, channels: 2 }))
    store.apply(frameOf([row(3)], { fromBucket: 3, channels: 1 }))
    expect(rowsOf(store, 2).map(({ means }) => means[1])).toEqual([NaN, 2, NaN])
  })

  it('gives a snapshot that later frames do not touch', () => {
    fc.assert(
      fc.property(someRows(0, 2), someRows(0, 2), (first, second) => {
        const store = new StripStore(8)
        store.apply(frameOf(first, { fromBucket: 0, channels: 2 }))
        store.dropBefore(30)
        const before = rowsOf(store, 2)
        const copy = store.snapshot()
        store.apply(frameOf(second, { fromBucket: 0, channels: 2 }))
        expect(rowsOf(copy, 2)).toEqual(before)
        expect(copy.rows).toBe(before.length)
      })
    )
  })

  it('keeps its buffers while as much leaves at the front as comes at the end', () => {
    const store = new StripStore(64)
    const buffers = new Set<ArrayBufferLike>()
    for (let index = 0; index < 5000; index++) {
      store.apply(frameOf([{ index, gap: false, values: [index] }], { fromBucket: index, channels: 1 }))
      store.dropBefore((index - 20) * 10)
      buffers.add(store.time.buffer)
    }
    expect(buffers.size).toBe(1)
    expect(store.rows).toBe(21)
  })

  it('finds the first row at or after a time as a linear search does', () => {
    fc.assert(
      fc.property(someRows(0, 1), fc.integer({ min: -20, max: 600 }), (rows, time) => {
        const store = new StripStore(4)
        store.apply(frameOf(rows, { fromBucket: 0, channels: 1 }))
        const at = rows.findIndex(row => row.index * 10 + 1 >= time)
        expect(store.firstAt(time) - store.start).toBe(at < 0 ? rows.length : at)
      })
    )
  })
})
