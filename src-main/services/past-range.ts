import { defaultChannelSettings } from '@shared/model/settings'
import { queryPyramid, type PyramidRows } from '../signal/pyramid-query'
import type { Pyramid } from '../signal/pyramid'
import type { Part, Past } from '../pipeline/past'
import { replay } from '../pipeline/replay'
import type { FrameSource } from './live-frames'
import type { Turns } from './turns'

/** Rows read one by one for a frame, and their values: 0.1 s of reading, 50 MB for that long. */
const exactRows = 131_072
const exactValues = 2_097_152

/** Rows read before the first, for each value of the longest moving window: not every row has a value of every channel. */
const rowsAValue = 8
const longestWarmUp = 200_000

export interface PastQuery {
  /** ms, both included. */
  readonly from: number
  readonly to: number
  readonly bucket: number
  /** Column indices of the running session, all known to it. */
  readonly channels: readonly number[]
}

/**
 * Buckets out of the captures, as the pyramid would have answered them. A stretch of few rows goes once more through
 * statistics, anomaly and lights, with the settings now in force; a longer one is summed up by the capture: its extremes
 * are exact, means, deviations, lamps and anomalies those of the session's coarser history, or, before a restart of the
 * engine, mean and deviation of the bucket's own values; its last bucket is whole, also where `to` lies inside it.
 */
export async function pastRange(
  source: FrameSource & { readonly past: Past },
  query: PastQuery,
  { signal, turns }: { readonly signal: AbortSignal; readonly turns: Turns }
): Promise<PyramidRows> {
  const { past, history, settings } = source
  const { to, bucket, channels } = query
  const names = channels.map(index => history.table[index].name)
  const first = Math.floor(query.from / bucket)
  const from = first * bucket
  await past.settle(to)
  const parts = await past.parts({ from, to }, signal)
  const rows = parts.reduce((sum, { survey }) => sum + survey.rows, 0)
  let found: PyramidRows | undefined
  if (rows > Math.min(exactRows, exactValues / Math.max(1, channels.length))) {
    const sums = await past.sums.query(parts, { first, last: Math.floor(to / bucket), bucket, channels: names }, signal)
    found = await turns.run(() => overlaid(sums, history.query(query)))
  } else {
    const window = Math.max(1, ...names.map(name => (settings[name] ?? settings['*'] ?? defaultChannelSettings).window))
    const run = replay({ names, settings, from })
    try {
      let pyramid: Pyramid | undefined
      for await (const page of past.rows(warmed(parts, Math.min(longestWarmUp, rowsAValue * window)), names, signal))
        pyramid = await turns.run(() => run.send(page))
      found = pyramid && (await turns.run(() => queryPyramid(pyramid, { from, to, bucket, channels: [] })))
    } finally {
      run.stop()
    }
  }
  const answer = found ?? (await past.sums.query([], { first, last: first, bucket, channels: names }, signal))
  return { ...answer, channels: answer.channels.map((column, at) => ({ ...column, index: channels[at] })) }
}

/** The parts with so many rows before them, as far as their capture has them, so that moving windows are filled. */
function warmed([first, ...others]: readonly Part[], window: number): readonly Part[] {
  if (!first) return []
  const { survey, before } = first
  const lowest = before ? before.sample + 1 : 0
  const firstSample = Math.max(lowest, survey.firstSample - window)
  if (firstSample === survey.firstSample) return [first, ...others]
  // What came before the first of them is not asked for: it is not shown.
  const timeBefore = firstSample === lowest ? -Infinity : NaN
  return [{ ...first, survey: { ...survey, firstSample, timeBefore } }, ...others]
}

/** The sums with what only the running session's stages know, as far back as its history reaches. */
function overlaid(sums: PyramidRows, coarse: PyramidRows): PyramidRows {
  let at = -1
  const source = Int32Array.from(sums.time, time => {
    while (at + 1 < coarse.rows && coarse.time[at + 1] <= time) at++
    return at
  })
  const take = (column: Float64Array, from: Float64Array): Float64Array =>
    column.map((value, row) => (source[row] < 0 ? value : from[source[row]]))
  return {
    ...sums,
    channels: sums.channels.map((column, index) => {
      const { mean, deviation, flags } = coarse.channels[index]
      return {
        ...column,
        mean: take(column.mean, mean),
        deviation: take(column.deviation, deviation),
        flags: column.flags.map((flag, row) => (source[row] < 0 ? flag : flags[source[row]]))
      }
    })
  }
}
