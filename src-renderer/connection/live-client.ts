import { SignalboxError } from '@shared/base/errors'
import { decodeFrame } from '@shared/wire/frame'
import type { Frame, LiveRequest } from '@shared/wire/live'
import { pageFrameLoop } from '../charts/frame-loop'

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

export interface RangeRequest {
  readonly session: string
  readonly channels: readonly number[]
  readonly bucket: number
  readonly from: number
  readonly to: number
  /** Gives the request up: the promise rejects with code `cancelled`. */
  readonly signal?: AbortSignal
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
  /** One frame over a stretch of the past. */
  range(request: RangeRequest): Promise<Frame>
  /** Goes on over a new channel after a reconnect: every subscription continues where it was, open ranges are asked again. */
  rebind(channel: LiveChannel): void
}

/** What the client needs of the page. Injected, so that tests decide what is drawn and when. */
export interface LivePage {
  hidden(): boolean
  onShown(listener: () => void): void
  /** Calls back once after what has arrived so far was painted. */
  afterFrame(callback: () => void): void
}

/** Frames that may be under way or unpainted at once: one being painted while the next one travels. */
const creditsInFlight = 2

interface Following {
  /** Changes with every (re)subscription, so that late frames of an earlier one are told apart. */
  id: number
  request: FollowRequest
  readonly onFrame: (frame: Frame) => void
  /** Sequence number of the last frame. */
  sequence: number
  newest: number
  /** Frames consumed whose credit has not gone back. */
  owed: number
}

interface Asking {
  readonly request: RangeRequest
  readonly resolve: (frame: Frame) => void
}

/**
 * Speaks the protocol of `wire/live.ts`. A page that is slow gives its credits back late and a hidden one not at all, so
 * the engine sends less and nothing queues anywhere; once the page is shown the next frame covers all it missed.
 */
export function createLiveClient(first: LiveChannel, page: LivePage = browserPage()): LiveClient {
  const following = new Map<number, Following>()
  const asking = new Map<number, Asking>()
  let channel = first
  let lastId = 0
  let creditsPlanned = false

  const send = (request: LiveRequest): void => channel.send(JSON.stringify(request))

  function begin(follow: Following): void {
    follow.id = ++lastId
    follow.sequence = 0
    follow.owed = 0
    following.set(follow.id, follow)
    const { session, channels, bucket, from, interval = 16 } = follow.request
    const target = { subscription: follow.id, session, channels: [...channels] }
    send({ kind: 'follow', ...target, bucket, from, interval, credits: creditsInFlight })
  }

  function end(follow: Following): void {
    if (following.delete(follow.id)) send({ kind: 'cancel', subscription: follow.id })
  }

  function ask(id: number, { session, channels, bucket, from, to }: RangeRequest): void {
    send({ kind: 'range', subscription: id, session, channels: [...channels], bucket, from, to })
  }

  function giveCredits(): void {
    creditsPlanned = false
    if (page.hidden()) return
    for (const follow of following.values()) {
      if (follow.owed === 0) continue
      send({ kind: 'credit', subscription: follow.id, count: follow.owed })
      follow.owed = 0
    }
  }

  function receive(frame: Frame): void {
    const asked = asking.get(frame.subscription)
    if (asked) {
      asking.delete(frame.subscription)
      return asked.resolve(frame)
    }
    const follow = following.get(frame.subscription)
    if (!follow) return // cancelled while the frame was under way
    if (frame.sequence !== ++follow.sequence) {
      // Something was lost on the way, and with it rows: only starting over makes the picture whole again.
      end(follow)
      return begin(follow)
    }
    follow.newest = frame.newest
    follow.owed++
    follow.onFrame(frame)
    if (creditsPlanned) return
    creditsPlanned = true
    page.afterFrame(giveCredits)
  }

  function listen(to: LiveChannel): void {
    to.onMessage(message => {
      // What a replaced channel still delivers is out of date.
      if (to === channel && typeof message !== 'string') receive(decodeFrame(message))
    })
  }

  listen(first)
  page.onShown(giveCredits)

  return {
    follow(request, onFrame) {
      const follow: Following = { id: 0, request, onFrame, sequence: 0, newest: NaN, owed: 0 }
      begin(follow)
      return {
        change(change) {
          if (!following.has(follow.id)) return
          end(follow)
          follow.request = { ...follow.request, ...change }
          begin(follow)
        },
        cancel: () => end(follow)
      }
    },
    range(request) {
      return new Promise((resolve, reject) => {
        const { signal } = request
        const cancelled = (): SignalboxError => new SignalboxError('cancelled', 'the request for a range was given up')
        if (signal?.aborted) return reject(cancelled())
        const id = ++lastId
        const onAbort = (): void => {
          if (!asking.delete(id)) return
          send({ kind: 'cancel', subscription: id })
          reject(cancelled())
        }
        signal?.addEventListener('abort', onAbort, { once: true })
        asking.set(id, {
          request,
          resolve: frame => {
            signal?.removeEventListener('abort', onAbort)
            resolve(frame)
          }
        })
        ask(id, request)
      })
    },
    rebind(next) {
      channel = next
      listen(next)
      for (const follow of [...following.values()]) {
        following.delete(follow.id)
        // What came before the break stays in the view: an engine that was restarted may not have it any more.
        if (follow.newest > follow.request.from) follow.request = { ...follow.request, from: follow.newest }
        begin(follow)
      }
      for (const [id, { request }] of asking) ask(id, request)
    }
  }
}

function browserPage(): LivePage {
  const loop = pageFrameLoop()
  return {
    hidden: () => document.visibilityState === 'hidden',
    onShown: listener =>
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') listener()
      }),
    afterFrame: callback => loop.afterFrame(callback)
  }
}
