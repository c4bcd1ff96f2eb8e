import { isCancelled } from '@shared/base/errors'
import type { Past } from '../pipeline/past'
import type { FigureRows } from '../signal/stretch-figures'
import type { FrameSource } from './live-frames'

/** Rows of a stretch; `isComplete` is false once rows are known to be missing from it. */
export interface StretchRows extends FigureRows {
  readonly value: readonly Float64Array[]
  readonly isComplete: boolean
}

export interface StretchQuery {
  /** ms, both included. */
  readonly from: number
  readonly to: number
  /** Column indices of the session. */
  readonly channels: readonly number[]
}

/** Values taken out of memory at once, for rows that are not on disk; 16 MB. */
const memoryValues = 2_097_152

/**
 * Every row of a stretch, page by page: out of the captures, then what came since out of memory. Days are no more work
 * at a time than minutes. Where the captures cannot be read, memory alone answers, which is not complete.
 */
export async function* stretchRows(
  source: FrameSource,
  query: StretchQuery,
  signal: AbortSignal
): AsyncGenerator<StretchRows, void, void> {
  const { past, history } = source
  const { from, to, channels } = query
  if (past && !past.isNumbered) return yield* unnumberedRows({ ...source, past }, query, signal)
  let next = 0
  let isRead = false
  if (past) {
    const names = channels.map(index => history.table[index].name)
    try {
      await past.settle(to)
      for await (const page of past.rows(await past.parts({ from, to }, signal), names, signal)) {
        if (page.first >= 0) next = page.first + page.count
        yield { ...page, isComplete: true }
      }
      isRead = true
    } catch (error) {
      // Rows that were counted already must not be counted again, and those behind them would seem to follow on them.
      if (isCancelled(error) || next > 0) throw error
    }
  }
  const limit = Math.floor(memoryValues / (1 + channels.length))
  const rest = history.rows({ from: nextBelow(from), to, after: null, limit, channels })
  const skip = Math.max(0, Math.min(rest.rows, next - rest.first))
  const isHole = next > 0 && skip < rest.rows && rest.first > next
  if (isHole) rest.gap[0] = 1
  const isInMemory = from >= history.exactSince || (history.exactSince <= history.oldest && !past?.firstSample)
  yield {
    count: rest.rows - skip,
    time: rest.time.subarray(skip),
    gap: rest.gap.subarray(skip),
    value: rest.value.map(column => column.subarray(skip)),
    isComplete: !isHole && (isRead || isInMemory)
  }
}

/** Where rows on disk and in memory cannot be told apart by their numbers: what memory has, and before it the disk's. */
async function* unnumberedRows(
  { past, history }: FrameSource & { readonly past: Past },
  { from, to, channels }: StretchQuery,
  signal: AbortSignal
): AsyncGenerator<StretchRows, void, void> {
  const limit = Math.floor(memoryValues / (1 + channels.length))
  const rest = history.rows({ from: nextBelow(from), to, after: null, limit, channels })
  const since = rest.rows > 0 ? rest.time[0] : history.exactSince
  const names = channels.map(index => history.table[index].name)
  const parts = await past.parts({ from, to: Math.min(to, nextBelow(since)) }, signal)
  for await (const page of past.rows(parts, names, signal)) yield { ...page, isComplete: true }
  yield { count: rest.rows, time: rest.time, gap: rest.gap, value: rest.value, isComplete: true }
}

function nextBelow(time: number): number {
  return Number.isFinite(time) ? time - Math.max(Number.MIN_VALUE, Math.abs(time) * Number.EPSILON) : time
}
