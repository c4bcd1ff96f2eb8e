import { lights, type Light } from '@shared/model/batch'
import { anomalyBit, lampBits, type StripStore } from './strip-data'
import type { StripLine } from './strip-scene'

/** One channel's values under the pointer. */
export interface ReadoutEntry {
  readonly line: StripLine
  readonly time: number
  readonly min: number
  readonly max: number
  readonly mean: number
  readonly deviation: number
  readonly light: Light
  readonly anomaly: boolean
}

/**
 * The values of every line nearest to `time`, not further than `reach` ms away from it. Of a bucket with several samples
 * both extremes are given.
 */
export function readAt(
  store: StripStore,
  lines: readonly StripLine[],
  at: { time: number; reach: number }
): ReadoutEntry[] {
  const entries: ReadoutEntry[] = []
  for (const line of lines) {
    const columns = store.of(line.channel)
    const row = columns ? nearestRow(store, columns.min, at) : -1
    if (!columns || row < 0) continue
    entries.push({
      line,
      time: store.time[row],
      min: columns.min[row],
      max: columns.max[row],
      mean: columns.mean[row],
      deviation: columns.deviation[row],
      light: lights[columns.flags[row] & lampBits] ?? 'red',
      anomaly: (columns.flags[row] & anomalyBit) !== 0
    })
  }
  return entries
}

/** The row with a value in `values` that is nearest to the time, or -1. Walks outwards from where the time falls. */
function nearestRow(store: StripStore, values: Float64Array, { time, reach }: { time: number; reach: number }): number {
  let right = store.firstAt(time)
  let left = right - 1
  while (left >= store.start || right < store.end) {
    const before = left >= store.start ? time - store.time[left] : Infinity
    const after = right < store.end ? store.time[right] - time : Infinity
    if (Math.min(before, after) > reach) return -1
    if (before <= after) {
      if (!Number.isNaN(values[left])) return left
      left--
    } else {
      if (!Number.isNaN(values[right])) return right
      right++
    }
  }
  return -1
}

/** The last value of a channel in the store, NaN when there is none. */
export function latestValue(store: StripStore, channel: number): number {
  const columns = store.of(channel)
  if (!columns) return NaN
  for (let row = store.end - 1; row >= store.start; row--)
    if (!Number.isNaN(columns.mean[row]) || !Number.isNaN(columns.max[row])) return columns.max[row]
  return NaN
}
