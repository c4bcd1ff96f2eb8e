import { coroutine, type Coroutine } from '../flow'
import { LongRate } from './long-rate'
import { bunchedJitter, evenJitter, resampleEvenly, samplingOf } from './sampling'

/** Samples of one channel, oldest first; NaN where a row has no value of it. */
export interface SampleBlock {
  /** ms, ascending. */
  readonly time: Float64Array
  readonly value: Float64Array
  /** 1 where nothing is known between the row before and this one. */
  readonly gap: Uint8Array
}

/** Evenly spaced samples without a gap between them. */
export interface Segment {
  readonly samples: Float64Array
  /** Hz. */
  readonly rate: number
  /** Share of the interval by which the times were off, see `Sampling`. */
  readonly jitter: number
  /**
   * `even`: the samples are as they came. `resampled`: they were put on an even grid, because their times were not. `bunched`:
   * they came in bunches, which tells of the line and not of when they were taken: they are as they came.
   */
  readonly times: 'even' | 'resampled' | 'bunched'
  /** Times of the first and the last sample, ms. */
  readonly from: number
  readonly to: number
  /** Whether a gap or a lack of samples made it shorter than asked for. */
  readonly short: boolean
}

export interface SegmentOptions {
  /** Samples a segment, a power of two. */
  readonly size: number
  /** Share of a segment that the next one has in common with it, 0 to below 1. */
  readonly overlap: number
  /**
   * `hop`: every segment that is full, a hop after the one before. `newest`: the newest samples after each block, however
   * few are new; fewer than `size` while there are no more.
   */
  readonly take: 'hop' | 'newest'
  /** The hop is at least this long, ms: bounds the work at high rates. */
  readonly shortestHop?: number
}

/** Fewer samples than this have no spectrum worth looking at. */
export const leastSegment = 32

/**
 * Cuts a channel's samples into segments: sent blocks of what is new, answers the segments that are full with them. A gap,
 * or a pause of a second and ten intervals, starts anew: nothing is ever put together from both of its sides.
 */
export function segments(options: SegmentOptions): Coroutine<SampleBlock, readonly Segment[]> {
  return coroutine('segments', () => cut(options))
}

function* cut({
  size,
  overlap,
  take,
  shortestHop = 0
}: SegmentOptions): Generator<readonly Segment[], void, SampleBlock> {
  // Twice the size: samples are moved to the front once in a segment, not with each sample.
  const time = new Float64Array(2 * size)
  const value = new Float64Array(2 * size)
  const usual = Math.max(1, Math.round(size * (1 - overlap)))
  const long = new LongRate()
  let [start, end, fresh, hop] = [0, 0, 0, usual]

  const segment = (count: number): Segment =>
    segmentOf({ time: time.subarray(end - count, end), value: value.subarray(end - count, end), size, long: long.rate })

  let block = yield []
  for (;;) {
    const done: Segment[] = []
    for (let at = 0; at < block.time.length; at++) {
      const pause = end - start > 1 && isPause(block.time[at] - time[end - 1], time, start, end)
      if (block.gap[at] !== 0 || pause) {
        start = end = fresh = 0
        long.reset()
      }
      if (Number.isNaN(block.value[at])) continue
      if (end === time.length) {
        time.copyWithin(0, end - size, end)
        value.copyWithin(0, end - size, end)
        ;[start, end] = [0, size]
      }
      time[end] = block.time[at]
      value[end++] = block.value[at]
      long.add(block.time[at])
      start = Math.max(start, end - size)
      fresh++
      if (take === 'hop' && end - start === size && fresh >= hop) {
        const full = segment(size)
        if (full.rate > 0) done.push(full)
        fresh = 0
        hop = Math.max(usual, Math.ceil((shortestHop * full.rate) / 1000) || 0)
      }
    }
    if (take === 'newest' && fresh > 0 && end - start >= leastSegment) {
      const newest = segment(Math.min(size, 2 ** Math.floor(Math.log2(end - start))))
      if (newest.rate > 0) done.push(newest)
      fresh = 0
    }
    block = yield done
  }
}

/**
 * Ten times the mean interval so far, once there are enough of them to have one, and longer than a busy computer keeps
 * bytes waiting.
 */
function isPause(interval: number, time: Float64Array, start: number, end: number): boolean {
  const count = end - 1 - start
  return count >= 8 && interval > (10 * (time[end - 1] - time[start])) / count && interval > 1000
}

interface Cut {
  readonly time: Float64Array
  readonly value: Float64Array
  readonly size: number
  /** The rate over a longer time, Hz. */
  readonly long: number
}

function segmentOf({ time, value, size, long }: Cut): Segment {
  const { rate, jitter } = samplingOf(time)
  // Samples all of one time have no jitter one could tell.
  const bunched = !(jitter <= bunchedJitter)
  const times = bunched ? 'bunched' : jitter <= evenJitter ? 'even' : 'resampled'
  return {
    samples: times === 'resampled' ? resampleEvenly(time, value) : value.slice(),
    rate: bunched && Number.isFinite(long) ? long : rate,
    jitter,
    times,
    from: time[0],
    to: time[time.length - 1],
    short: time.length < size
  }
}
