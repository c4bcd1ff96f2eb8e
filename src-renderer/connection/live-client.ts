import { decodeLive } from '@shared/wire/decode-live'
import type { Frame, LiveRequest, RawFrame, RowsFrame } from '@shared/wire/live'
import { browserPage, type LivePage } from './live-page'
import { createLiveQuestions } from './live-questions'
import { createLiveStreams } from './live-streams'

export type { LivePage } from './live-page'

/** The view's end of the live channel; a `Link` is one. */
export interface LiveChannel {
  send(text: string): void
  onMessage(listener: (message: string | Uint8Array) => void): void
}

export interface FollowRequest {
  readonly session: string
  /** Column indices; empty means all, also those that appear later. */
  readonly channels: readonly number[]
  /** Bucket width, ms. */
  readonly bucket: number
  /** Where to begin, ms since the epoch. */
  readonly from: number
  /** Shortest time between two frames, ms. */
  readonly interval?: number
}

interface Revocable {
  /** Gives the request up: the promise rejects with code `cancelled`. */
  readonly signal?: AbortSignal
}

export interface RangeRequest extends Revocable {
  readonly session: string
  readonly channels: readonly number[]
  readonly bucket: number
  readonly from: number
  readonly to: number
}

/** Rows as they came: the newest `limit` with from < time <= to; null: no bound. At least one channel, at most 64. */
export interface RowsRequest {
  readonly session: string
  /** Column indices. */
  readonly channels: readonly number[]
  readonly from: number | null
  readonly to: number | null
  /** Rows at `from` with a higher number as well. */
  readonly after?: number | null
  /** At most 262,144; fewer are answered when there are many channels. */
  readonly limit: number
}

export interface RawRequest {
  readonly session: string
  /** Offset in the session's byte log; 0: all that is kept. */
  readonly from: number
}

export interface LiveSubscription {
  /** Follows at another bucket width, beginning anew at `from`. */
  change(change: Partial<Pick<FollowRequest, 'channels' | 'bucket' | 'from' | 'interval'>>): void
  /** No frame arrives after this. */
  cancel(): void
}

export interface LiveClient {
  /** Frames of what is new. `onFrame` must copy what it keeps; its credit goes back after the next painted frame. */
  follow(request: FollowRequest, onFrame: (frame: Frame) => void): LiveSubscription
  /** One frame over a stretch of the past, of any age. */
  range(request: RangeRequest): Promise<Frame>
  /** Rows one by one, of any age. */
  rows(request: RowsRequest, options?: Revocable): Promise<RowsFrame>
  /** The bytes a session reads and sends. Goes on behind the last frame after a reconnect. */
  raw(request: RawRequest, onFrame: (frame: RawFrame) => void): Pick<LiveSubscription, 'cancel'>
  /** Goes on over a new channel after a reconnect: every subscription continues where it was, open questions are asked again. */
  rebind(channel: LiveChannel): void
}

/** Frames that may be under way or unpainted at once: one being painted while the next one travels. */
const credits = 2

/**
 * Speaks the protocol of `wire/live.ts`. A page that is slow gives its credits back late and a hidden one not at all, so
 * the engine sends less and nothing queues anywhere; once the page is shown the next frame covers all it missed.
 */
export function createLiveClient(first: LiveChannel, page: LivePage = browserPage()): LiveClient {
  let channel = first
  let lastId = 0
  const send = (request: LiveRequest): void => channel.send(JSON.stringify(request))
  const nextId = (): number => ++lastId
  const streams = createLiveStreams({ send, nextId, page })
  const questions = createLiveQuestions(send, nextId)

  function receive(bytes: Uint8Array): void {
    const message = decodeLive(bytes)
    if (questions.receive(message.frame)) return
    if (message.kind !== 'rows') streams.receive(message.frame)
  }

  function listen(to: LiveChannel): void {
    to.onMessage(message => {
      // What a replaced channel still delivers is out of date.
      if (to === channel && typeof message !== 'string') receive(message)
    })
  }

  listen(first)

  return {
    follow(first, onFrame) {
      let wanted = first
      let newest = NaN
      const stream = streams.open<Frame>({
        request(subscription, resumed) {
          // What came before the break stays in the view: an engine that was restarted may not have it any more.
          if (resumed && newest > wanted.from) wanted = { ...wanted, from: newest }
          const { session, channels, bucket, from, interval = 16 } = wanted
          return { kind: 'follow', subscription, session, channels: [...channels], bucket, from, interval, credits }
        },
        onFrame(frame) {
          newest = frame.newest
          onFrame(frame)
        }
      })
      return {
        change(change) {
          if (!stream.isOpen) return
          wanted = { ...wanted, ...change }
          stream.restart()
        },
        cancel: () => stream.cancel()
      }
    },
    range({ session, channels, bucket, from, to, signal }) {
      const target = { session, channels: [...channels], bucket, from, to }
      return questions.ask<Frame>(subscription => ({ kind: 'range', subscription, ...target }), signal)
    },
    rows({ session, channels, from, to, after = null, limit }, { signal } = {}) {
      const target = { session, channels: [...channels], from, to, after, limit }
      return questions.ask<RowsFrame>(subscription => ({ kind: 'rows', subscription, ...target }), signal)
    },
    raw({ session, from }, onFrame) {
      let next = from
      return streams.open<RawFrame>({
        request: subscription => ({ kind: 'raw', subscription, session, from: next, credits }),
        onFrame(frame) {
          next = frame.start + frame.bytes.length
          onFrame(frame)
        }
      })
    },
    rebind(to) {
      channel = to
      listen(to)
      streams.resume()
      questions.resume()
    }
  }
}
