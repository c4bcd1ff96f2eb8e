import type { Part, Past, PastRows } from '../pipeline/past'
import type { Rows, RowsQuery } from '../signal/pyramid-rows'

/** The newest `limit` rows of a stretch out of the captures. Channels by name; NaN where a capture has none of them. */
export async function pastRows(
  past: Past,
  { from, to, after, limit }: Omit<RowsQuery, 'channels'>,
  { names, signal }: { readonly names: readonly string[]; readonly signal: AbortSignal }
): Promise<Rows> {
  await past.settle(to)
  const parts = await past.parts({ from: after === null ? nextAbove(from) : from, to }, signal)
  const pages: PastRows[] = []
  for await (const page of past.rows(newest(parts, limit), names, signal)) pages.push(page)
  const all = pages.reduce((sum, page) => sum + page.count, 0)
  return joined(pages, { names, skip: Math.max(knownAlready(pages, from, after), all - limit) })
}

/** How many of the first rows are at `from` and have no number above `after`. */
function knownAlready(pages: readonly PastRows[], from: number, after: number | null): number {
  if (after === null) return 0
  let known = 0
  for (const { first, count, time } of pages)
    for (let row = 0; row < count; row++) {
      // Rows without a number are from before the engine was restarted, and were known before those that have one.
      if (time[row] !== from || (first >= 0 && first + row > after)) return known
      known++
    }
  return known
}

/** The parts that hold the newest rows, and one row before them, which tells whether the first follows on it. */
function newest(parts: readonly Part[], limit: number): readonly Part[] {
  const kept: Part[] = []
  let wanted = limit + 1
  for (const part of parts.toReversed()) {
    if (wanted <= 0) break
    const { survey } = part
    const firstSample = Math.max(survey.firstSample, survey.lastSample - wanted + 1)
    kept.unshift(
      firstSample === survey.firstSample ? part : { ...part, survey: { ...survey, firstSample, timeBefore: NaN } }
    )
    wanted -= survey.rows
  }
  return kept
}

function joined(pages: readonly PastRows[], { names, skip }: { names: readonly string[]; skip: number }): Rows {
  const rows = pages.reduce((sum, page) => sum + page.count, 0) - skip
  const time = new Float64Array(rows)
  const gap = new Uint8Array(rows)
  const value = names.map(() => new Float64Array(rows))
  let first = -1
  let at = -skip
  for (const page of pages) {
    const from = Math.max(0, -at)
    if (from < page.count) {
      if (at <= 0) first = page.first < 0 ? -1 : page.first + from
      time.set(page.time.subarray(from), at + from)
      gap.set(page.gap.subarray(from), at + from)
      for (const [channel, column] of value.entries()) column.set(page.value[channel].subarray(from), at + from)
    }
    at += page.count
  }
  return { first, rows, time, gap, value }
}

/** The next number above a time; a stretch includes its ends. */
function nextAbove(time: number): number {
  return Number.isFinite(time) ? time + Math.max(Number.MIN_VALUE, Math.abs(time) * Number.EPSILON) : time
}
