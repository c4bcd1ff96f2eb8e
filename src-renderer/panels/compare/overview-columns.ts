import type { CaptureOverview } from '@shared/model/capture-overview'

/** A stretch of a recording, as the engine answered it. */
export interface OverviewColumns {
  /** ms. */
  readonly bucket: number
  /** Of each bucket's first sample, ms since the epoch, ascending. */
  readonly time: Float64Array
  /** 1 where nothing is known between the row before and this one. */
  readonly gap: Float64Array
  /** By channel name. */
  readonly channels: ReadonlyMap<string, { readonly min: Float64Array; readonly max: Float64Array }>
}

/** @throws RangeError when there are fewer numbers than the channels asked for need. */
export function unpack({ bucket, rows, columns }: CaptureOverview, channels: readonly string[]): OverviewColumns {
  const bytes = Uint8Array.from(atob(columns), character => character.charCodeAt(0))
  const column = (at: number): Float64Array => new Float64Array(bytes.buffer, at * rows * 8, rows)
  return {
    bucket,
    time: column(0),
    gap: column(1),
    channels: new Map(channels.map((name, at) => [name, { min: column(2 + 2 * at), max: column(3 + 2 * at) }]))
  }
}

/** Extremes of one channel. */
export interface Reading {
  readonly min: number
  readonly max: number
}

/** The last values at or before `time`, unless a gap or more than a few buckets lie between. */
export function readingAt({ bucket, time, gap, channels }: OverviewColumns, name: string, at: number): Reading | null {
  const column = channels.get(name)
  const row = lastAtOrBefore(time, at)
  if (!column || row < 0) return null
  const next = row + 1
  if (next < time.length && gap[next] === 1 && at - time[row] > bucket) return null
  if (next === time.length && at - time[row] > 4 * bucket) return null
  for (let from = row; from >= Math.max(0, row - 32); from--) {
    if (!Number.isNaN(column.min[from])) return { min: column.min[from], max: column.max[from] }
    if (gap[from] === 1) return null
  }
  return null
}

/** The lowest and highest value of a channel between two times, ms since the epoch; null when there is none. */
export function extremesOf(
  { time, channels }: OverviewColumns,
  name: string,
  from: number,
  to: number
): Reading | null {
  const column = channels.get(name)
  if (!column) return null
  let [min, max] = [Infinity, -Infinity]
  for (let row = Math.max(0, lastAtOrBefore(time, from)); row < time.length && time[row] <= to; row++) {
    if (column.min[row] < min) min = column.min[row]
    if (column.max[row] > max) max = column.max[row]
  }
  return min <= max ? { min, max } : null
}

/** The last row whose time is not after `at`; -1 when all are. */
export function lastAtOrBefore(time: Float64Array, at: number): number {
  let [low, high] = [0, time.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (time[middle] <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
