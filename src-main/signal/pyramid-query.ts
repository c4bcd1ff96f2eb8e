import type { Frame, FrameChannel } from '@shared/wire/live'
import type { Pyramid } from './pyramid'
import type { PyramidLevel } from './pyramid-level'

export interface PyramidQuery {
  /** Milliseconds since the epoch, both included. */
  readonly from: number
  readonly to: number
  /** Milliseconds; a result row covers [i * bucket, (i + 1) * bucket). */
  readonly bucket: number
  /** Column indices; empty means all. */
  readonly channels: readonly number[]
}

export type PyramidRows = Omit<Frame, 'subscription' | 'sequence'>

/**
 * The buckets between two times that hold samples, in time proportional to their number. Exact where single rows are
 * still kept; further back bucket borders fall on the borders of the finest entries that are.
 */
export function queryPyramid(pyramid: Pyramid, query: PyramidQuery): PyramidRows {
  const { bucket } = query
  const parts = partition(pyramid, query)
  const rows = parts.starts.length
  const time = new Float64Array(rows)
  const gap = new Uint8Array(rows)
  for (let row = 0; row < rows; row++) {
    const first = parts.starts[row]
    const end = row + 1 < rows ? parts.starts[row + 1] : parts.levels.length
    time[row] = parts.levels[first].time[parts.places[first]]
    for (let part = first; part < end; part++) gap[row] |= parts.levels[part].gap[parts.places[part]]
  }
  const all = pyramid.levels[0].columns.length
  const wanted =
    query.channels.length > 0
      ? query.channels.filter(index => index < all)
      : Array.from({ length: all }, (_, index) => index)
  return {
    bucket,
    fromBucket: Math.floor(query.from / bucket),
    newest: pyramid.newest,
    rows,
    time,
    gap,
    channels: wanted.map(index => reduceChannel(parts, index))
  }
}

/** Which entries make up which result row: row `r` is parts `starts[r]` up to `starts[r + 1]`. */
interface Parts {
  readonly starts: number[]
  readonly levels: PyramidLevel[]
  readonly places: number[]
}

function partition(pyramid: Pyramid, { from, to, bucket }: PyramidQuery): Parts {
  const parts: Parts = { starts: [], levels: [], places: [] }
  const end = firstRowAt(pyramid, nextAbove(to))
  let row = firstRowAt(pyramid, Math.floor(from / bucket) * bucket)
  while (row < end) {
    const start = timeOfRow(pyramid, row)
    const border = (Math.floor(start / bucket) + 1) * bucket
    const next = Math.min(end, Math.max(row + 1, firstRowAt(pyramid, border)))
    parts.starts.push(parts.levels.length)
    while (row < next) {
      const level = largestEntry(pyramid, row, next)
      const entry = Math.floor(row / level.span)
      parts.levels.push(level)
      parts.places.push(entry & (level.capacity - 1))
      row = (entry + 1) * level.span
    }
  }
  return parts
}

/** The coarsest level with an entry that starts at `row` and ends by `end`; else the finest that still holds the row. */
function largestEntry(pyramid: Pyramid, row: number, end: number): PyramidLevel {
  let finest: PyramidLevel | undefined
  let best: PyramidLevel | undefined
  for (const level of pyramid.levels) {
    const entry = Math.floor(row / level.span)
    if (entry >= level.count) break
    if (entry < level.oldest) continue
    finest ??= level
    if (entry * level.span === row && row + level.span <= end) best = level
    else if (best) break
  }
  return best ?? finest ?? pyramid.levels[0]
}

/** The first row known to be at or after `time`, to the finest resolution kept; the number of rows when all are before. */
function firstRowAt(pyramid: Pyramid, time: number): number {
  let oldestRow = Infinity
  for (const level of pyramid.levels) {
    if (level.count === 0) break
    const reachesBack = level.time[level.oldest & (level.capacity - 1)] <= time
    if (reachesBack) {
      // The finer level begins inside an entry of this one, and after `time`.
      return Math.min(level.lowerBound(time) * level.span, oldestRow)
    }
    oldestRow = level.oldest * level.span
  }
  return oldestRow === Infinity ? pyramid.rows : oldestRow
}

function timeOfRow(pyramid: Pyramid, row: number): number {
  for (const level of pyramid.levels) {
    const entry = Math.floor(row / level.span)
    if (entry >= level.oldest && entry < level.count) return level.time[entry & (level.capacity - 1)]
  }
  return pyramid.newest
}

function nextAbove(time: number): number {
  return time + Math.max(Number.MIN_VALUE, Math.abs(time) * Number.EPSILON)
}

function reduceChannel({ starts, levels, places }: Parts, index: number): FrameChannel {
  const rows = starts.length
  const result = {
    index,
    min: new Float64Array(rows),
    max: new Float64Array(rows),
    mean: new Float64Array(rows),
    deviation: new Float64Array(rows),
    flags: new Uint8Array(rows)
  }
  for (let row = 0; row < rows; row++) {
    const end = row + 1 < rows ? starts[row + 1] : levels.length
    let low = Infinity
    let high = -Infinity
    let light = 0
    let anomaly = 0
    for (let part = starts[row]; part < end; part++) {
      const column = levels[part].columns[index]
      const place = places[part]
      if (column.min[place] < low) low = column.min[place]
      if (column.max[place] > high) high = column.max[place]
      const flags = column.flags[place]
      if ((flags & 3) > light) light = flags & 3
      anomaly |= flags & 4
    }
    const last = levels[end - 1].columns[index]
    result.min[row] = low > high ? NaN : low
    result.max[row] = low > high ? NaN : high
    result.mean[row] = last.mean[places[end - 1]]
    result.deviation[row] = last.deviation[places[end - 1]]
    result.flags[row] = light | anomaly
  }
  return result
}
