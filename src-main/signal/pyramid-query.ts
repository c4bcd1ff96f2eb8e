import type { Frame, FrameChannel } from '@shared/wire/live'
import type { Pyramid } from './pyramid'
import { type PyramidLevel, worstFlags } from './pyramid-level'

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
    const end = row + 1 < rows ? parts.starts[row + 1] : parts.runs.length
    time[row] = parts.runs[first].level.time[parts.runs[first].from]
    for (let at = first; at < end; at++) {
      const { level, from, to } = parts.runs[at]
      for (let place = from; place < to; place++) gap[row] |= level.gap[place]
    }
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

/** Entries of one level that lie beside each other in its ring: places `from` up to `to`. */
interface Run {
  readonly level: PyramidLevel
  readonly from: number
  to: number
}

/** Which entries make up which result row: row `r` is runs `starts[r]` up to `starts[r + 1]`. */
interface Parts {
  readonly starts: number[]
  readonly runs: Run[]
}

function partition(pyramid: Pyramid, { from, to, bucket }: PyramidQuery): Parts {
  const parts: Parts = { starts: [], runs: [] }
  const { runs } = parts
  const end = firstRowAt(pyramid, nextAbove(to))
  let row = firstRowAt(pyramid, Math.floor(from / bucket) * bucket)
  while (row < end) {
    const start = timeOfRow(pyramid, row)
    const border = (Math.floor(start / bucket) + 1) * bucket
    const next = Math.min(end, Math.max(row + 1, firstRowAt(pyramid, border)))
    parts.starts.push(runs.length)
    const first = runs.length
    while (row < next) {
      const level = largestEntry(pyramid, row, next)
      const entry = Math.floor(row / level.span)
      const place = entry & (level.capacity - 1)
      // Up to where a coarser entry may begin, the row's end, or the ring's.
      const coarser = pyramid.levels[pyramid.levels.indexOf(level) + 1] as PyramidLevel | undefined
      const border = coarser ? (Math.floor(row / coarser.span) + 1) * coarser.span : next
      const fitting = Math.floor((Math.min(next, border) - entry * level.span) / level.span)
      const count = Math.max(1, Math.min(fitting, level.capacity - place, level.count - entry))
      const last = runs.length > first ? runs[runs.length - 1] : undefined
      if (last?.level === level && last.to === place) last.to += count
      else runs.push({ level, from: place, to: place + count })
      row = (entry + count) * level.span
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

function reduceChannel({ starts, runs }: Parts, index: number): FrameChannel {
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
    const end = row + 1 < rows ? starts[row + 1] : runs.length
    let low = Infinity
    let high = -Infinity
    let flags = 0
    for (let at = starts[row]; at < end; at++) {
      const { level, from, to } = runs[at]
      const column = level.columns[index]
      const { min: lows, max: highs } = column
      for (let place = from; place < to; place++) {
        const value = lows[place]
        if (value < low) low = value
      }
      for (let place = from; place < to; place++) {
        const value = highs[place]
        if (value > high) high = value
      }
      flags = worstFlags(column.flags, from, to, flags)
    }
    const { level, to } = runs[end - 1]
    const last = level.columns[index]
    result.min[row] = low > high ? NaN : low
    result.max[row] = low > high ? NaN : high
    result.mean[row] = last.mean[to - 1]
    result.deviation[row] = last.deviation[to - 1]
    result.flags[row] = flags
  }
  return result
}
