import type { Clock } from '@shared/base/clock'
import type { Frame, LiveRequest } from '@shared/wire/live'
import type { Session } from '../pipeline/session'
import type { History } from '../pipeline/history'
import type { PyramidQuery } from '../signal/pyramid-query'
import type { CreditGate } from './credit-gate'
import type { Turns } from './turns'

/** More buckets than any screen has columns; a request for more gets coarser ones or only the newest. */
export const maximumRows = 8192
/** Rows times channels of a frame: 9 MB, made in about 4 ms. A frame of more channels has fewer rows. */
export const maximumCells = 262_144
/** Frames of a subscription are never closer than this, ms, however short an interval was asked for. */
export const shortestInterval = 10

/** A view that asks for frames less often than this, ms, is no measure of how quick they are. */
const liveInterval = 50

/** The part of a session that frames are made from. */
export type FrameSource = Pick<Session, 'history' | 'rawLog' | 'past' | 'settings' | 'readAt' | 'noteLatency'>

export type FollowRequest = Extract<LiveRequest, { kind: 'follow' }>
export type RangeRequest = Extract<LiveRequest, { kind: 'range' }>

/**
 * The frames of one subscription, for as long as somebody pulls. Each costs a credit and covers everything since the
 * one before, however long that is: a slow view gets fewer frames, never a queue of them.
 */
export async function* followFrames(
  session: FrameSource,
  request: FollowRequest,
  { credits, clock, signal, turns }: { credits: CreditGate; clock: Clock; signal: AbortSignal; turns: Turns }
): AsyncGenerator<Frame, void, void> {
  const { history } = session
  const { bucket, subscription } = request
  const channels = [...new Set(request.channels)]
  const interval = Math.max(shortestInterval, request.interval)
  let from = request.from
  // When the oldest bytes that no frame shows yet were read.
  let pendingSince = -Infinity
  for (let sequence = 1; ; sequence++) {
    const waitsForView = credits.available === 0
    await credits.take(signal)
    const { rows, seen } = await turns.run(() => {
      const oldest = history.newest - rowsOf(history, channels) * bucket
      return {
        rows: history.query({ from: Math.max(from, oldest), to: Infinity, bucket, channels }),
        seen: history.version
      }
    })
    signal.throwIfAborted()
    yield { ...rows, subscription, sequence }
    if (pendingSince > -Infinity && !waitsForView && interval <= liveInterval)
      session.noteLatency(clock.now() - pendingSince)
    if (rows.rows > 0) from = Math.floor(rows.newest / bucket) * bucket
    const sent = clock.now()
    if (history.version === seen) await history.whenAppended(signal)
    pendingSince = session.readAt
    const rest = interval - (clock.now() - sent)
    if (rest > 0) await clock.sleep(rest, signal)
  }
}

/** The one frame that answers a range request out of memory. */
export function rangeFrame({ history }: FrameSource, request: RangeRequest): Frame {
  return { ...history.query(rangeQuery(history, request)), subscription: request.subscription, sequence: 1 }
}

/** What a range request asks for, within what a frame may hold: every channel by its index, each once. */
export function rangeQuery(history: History, { from, to, ...request }: RangeRequest): PyramidQuery {
  const all = Array.from({ length: history.channels }, (_, index) => index)
  const channels = request.channels.length > 0 ? [...new Set(request.channels)] : all
  return { from, to, channels, bucket: Math.max(request.bucket, (to - from) / rowsOf(history, channels)) }
}

/** How many rows a frame of these channels may have. */
function rowsOf({ channels }: History, wanted: readonly number[]): number {
  const count = wanted.length > 0 ? Math.min(wanted.length, channels) : channels
  return Math.min(maximumRows, Math.floor(maximumCells / Math.max(1, count)))
}
