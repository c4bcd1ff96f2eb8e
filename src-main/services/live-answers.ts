import type { Frame, RowsFrame } from '@shared/wire/live'
import { isCancelled } from '@shared/base/errors'
import type { Past } from '../pipeline/past'
import type { PyramidRows } from '../signal/pyramid-query'
import type { Rows } from '../signal/pyramid-rows'
import { type FrameSource, type RangeRequest, rangeFrame, rangeQuery } from './live-frames'
import { type RowsRequest, rowsFrame, rowsQuery } from './live-rows'
import { pastRange } from './past-range'
import { pastRows } from './past-rows'
import type { Turns } from './turns'

interface Means {
  readonly signal: AbortSignal
  readonly turns: Turns
  /** Told why a capture could not be read; what is still in memory is answered then. */
  readonly onError: (error: unknown) => void
}

type WithPast = FrameSource & { readonly past: Past }

/** Whether answering means to look into captures, which takes its time. */
export function needsPast(source: FrameSource, request: RangeRequest | RowsRequest): source is WithPast {
  const { past, history } = source
  if (!past) return false
  const since = request.kind === 'range' ? joint(source, request) : history.exactSince
  if ((request.from ?? -Infinity) >= since) return false
  const { oldest } = history
  // What is older than memory was either forgotten, or recorded before the engine was restarted.
  if (since <= oldest && past.firstSample === null) return false
  if (request.kind === 'range') return true
  const { limit } = rowsQuery(request)
  return history.rows({ ...rowsQuery(request), channels: [] }).rows < limit
}

/** The first bucket border from which on memory answers as if it kept every row, ms. */
function joint({ history }: FrameSource, request: RangeRequest): number {
  const { bucket } = rangeQuery(history, request)
  const since = history.resolvedSince(bucket)
  return since <= history.oldest ? since : Math.ceil(since / bucket) * bucket
}

/** The frame of a range that begins before what memory still resolves: the older part out of the captures. */
export async function pastRangeFrame(source: WithPast, request: RangeRequest, means: Means): Promise<Frame> {
  const { history } = source
  const query = rangeQuery(history, request)
  const channels = query.channels.filter(index => index < history.channels)
  const since = joint(source, request)
  try {
    const older = await pastRange(source, { ...query, channels, to: Math.min(query.to, nextBelow(since)) }, means)
    return await means.turns.run(() => {
      const newer = history.query({ ...query, channels, from: since })
      const whole = query.to >= since ? joinedRanges(older, newer) : older
      return { ...whole, newest: history.newest, subscription: request.subscription, sequence: 1 }
    })
  } catch (error) {
    if (isCancelled(error)) throw error
    means.onError(error)
    return means.turns.run(() => rangeFrame(source, request))
  }
}

/** Rows of which the older ones are no longer in memory. */
export async function pastRowsFrame(source: WithPast, request: RowsRequest, means: Means): Promise<RowsFrame> {
  const { history, past } = source
  const query = rowsQuery(request)
  try {
    const since = history.exactSince
    const newer = history.rows(query)
    const names = query.channels.map(index => history.table[index]?.name ?? '')
    const limit = query.limit - newer.rows
    const older = await pastRows(
      past,
      { from: query.from, to: Math.min(query.to, nextBelow(since)), after: query.after, limit },
      { names, signal: means.signal }
    )
    return { ...joinedRows(older, newer), subscription: request.subscription }
  } catch (error) {
    if (isCancelled(error)) throw error
    means.onError(error)
    return means.turns.run(() => rowsFrame(source, request))
  }
}

function joinedRanges(older: PyramidRows, newer: PyramidRows): PyramidRows {
  return {
    ...older,
    newest: newer.newest,
    rows: older.rows + newer.rows,
    time: both(older.time, newer.time),
    gap: bytes(older.gap, newer.gap),
    channels: older.channels.map((column, at) => ({
      index: column.index,
      min: both(column.min, newer.channels[at].min),
      max: both(column.max, newer.channels[at].max),
      mean: both(column.mean, newer.channels[at].mean),
      deviation: both(column.deviation, newer.channels[at].deviation),
      flags: bytes(column.flags, newer.channels[at].flags)
    }))
  }
}

function joinedRows(older: Rows, newer: Rows): Rows {
  return {
    first: older.rows > 0 ? older.first : newer.first,
    rows: older.rows + newer.rows,
    time: both(older.time, newer.time),
    gap: bytes(older.gap, newer.gap),
    value: older.value.map((column, at) => both(column, newer.value[at]))
  }
}

function both(one: Float64Array, other: Float64Array): Float64Array {
  const all = new Float64Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

function bytes(one: Uint8Array, other: Uint8Array): Uint8Array {
  const all = new Uint8Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

function nextBelow(time: number): number {
  return Number.isFinite(time) ? time - Math.max(Number.MIN_VALUE, Math.abs(time) * Number.EPSILON) : time
}
