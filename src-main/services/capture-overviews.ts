import type { CaptureOverview, OverviewRequest } from '@shared/model/capture-overview'
import { CaptureChain } from '../pipeline/capture-chain'
import { Past } from '../pipeline/past'
import type { SampleReader } from '../pipeline/sample-reader'
import type { PyramidRows } from '../signal/pyramid-query'

/** Captures whose answers are remembered (16 MB each at most): more are hardly compared at once. */
const mostKnown = 8

/** Answers overviews of captures; pages that can change no more are kept, so that moving about costs little. */
export function captureOverviews(
  reader: SampleReader
): (request: OverviewRequest, signal: AbortSignal) => Promise<CaptureOverview> {
  const known = new Map<string, Past>()

  function pastOf(capture: string): Past {
    const past = known.get(capture) ?? new Past(reader, new CaptureChain([], capture), () => Infinity)
    known.delete(capture)
    known.set(capture, past)
    const [oldest] = known.keys()
    if (known.size > mostKnown) known.delete(oldest)
    return past
  }

  return async ({ capture, channels, from, to, buckets }, signal) => {
    const bucket = bucketFor((to - from) / buckets)
    const first = Math.floor(from / bucket)
    const last = Math.min(Math.floor(to / bucket), first + 2 * buckets)
    const past = pastOf(capture)
    // One that was removed has no parts; that there never was one is to be said.
    await reader.survey(capture, { from, to: from }, signal)
    const parts = await past.parts({ from: first * bucket, to: (last + 1) * bucket }, signal)
    const rows = await past.sums.query(parts, { first, last, bucket, channels }, signal)
    return { bucket, rows: rows.rows, columns: packed(rows) }
  }
}

/** Below a microsecond times since 1970 have no digits left. */
const finest = 2 ** -10

/** A power of two, so that views of nearly the same width ask for the same buckets. */
function bucketFor(least: number): number {
  return Math.max(finest, 2 ** Math.ceil(Math.log2(Math.max(finest, least))))
}

function packed({ rows, time, gap, channels }: PyramidRows): string {
  const columns = [time, Float64Array.from(gap), ...channels.flatMap(({ min, max }) => [min, max])]
  const values = new Float64Array(rows * columns.length)
  for (const [at, column] of columns.entries()) values.set(column, at * rows)
  return Buffer.from(values.buffer).toString('base64')
}
