import fc from 'fast-check'
import type { Frame } from '@shared/wire/live'

/** One bucket as plain data: what a frame says about it for channels 0 to n-1. */
export interface Row {
  readonly index: number
  readonly gap: boolean
  /** NaN where the channel has no value in this bucket. */
  readonly values: readonly number[]
}

/** A frame of `bucket` ms whose columns follow from the rows' values. */
export function frameOf(
  rows: readonly Row[],
  options: { fromBucket: number; channels: number; bucket?: number }
): Frame {
  const { fromBucket, channels, bucket = 10 } = options
  const column = (pick: (row: Row) => number): Float64Array => Float64Array.from(rows, pick)
  return {
    subscription: 1,
    sequence: 1,
    bucket,
    fromBucket,
    newest: rows.length > 0 ? rows.at(-1)!.index * bucket + 1 : fromBucket * bucket,
    rows: rows.length,
    time: column(row => row.index * bucket + 1),
    gap: Uint8Array.from(rows, row => Number(row.gap)),
    channels: Array.from({ length: channels }, (_, index) => ({
      index,
      min: column(row => row.values[index] - 1),
      max: column(row => row.values[index] + 1),
      mean: column(row => row.values[index]),
      deviation: column(row => Math.abs(row.values[index])),
      flags: Uint8Array.from(rows, row => row.index % 7)
    }))
  }
}

/** Rows with ascending, not necessarily neighbouring, bucket numbers from `fromBucket` on. */
export function someRows(fromBucket: number, channels: number, most = 12): fc.Arbitrary<Row[]> {
  const value = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -50, max: 50 }) }, fc.constant(NaN))
  return fc
    .array(
      fc.record({
        step: fc.integer({ min: 0, max: 3 }),
        gap: fc.boolean(),
        values: fc.array(value, { minLength: channels, maxLength: channels })
      }),
      { maxLength: most }
    )
    .map(list => {
      let index = fromBucket - 1
      return list.map(({ step, gap, values }) => ({ index: (index += 1 + step), gap, values }))
    })
}
