import type { LiveRequest } from '@shared/wire/live'
import type { LivePage } from './live-page'

/** One subscription of whatever kind, as what it takes to ask for it and to take a frame of it. */
export interface StreamKind<F> {
  /** What is asked for now; `resumed`: the frames so far arrived, go on behind them. */
  request(subscription: number, resumed: boolean): LiveRequest
  onFrame(frame: F): void
}

interface Numbered {
  readonly subscription: number
  readonly sequence: number
}

export interface LiveStream {
  /** Asks anew, with whatever the kind asks for now. */
  restart(): void
  /** No frame arrives after this. */
  cancel(): void
  readonly isOpen: boolean
}

interface Standing<F> {
  /** Changes with every (re)subscription, so that late frames of an earlier one are told apart. */
  id: number
  readonly kind: StreamKind<F>
  /** Sequence number of the last frame. */
  sequence: number
  /** Frames consumed whose credit has not gone back. */
  owed: number
}

/** The subscriptions of a page: their numbers, the order of their frames, and the credits that go back. */
export interface LiveStreams {
  open<F extends Numbered>(kind: StreamKind<F>): LiveStream
  /** Takes a frame of any kind; one that no subscription waits for is dropped. */
  receive(frame: Numbered): void
  /** Asks for every subscription again, behind what it has. */
  resume(): void
}

export interface LiveStreamsOptions {
  readonly send: (request: LiveRequest) => void
  readonly nextId: () => number
  readonly page: LivePage
}

/** A page that is slow gives its credits back late and a hidden one not at all, so the engine sends less. */
export function createLiveStreams({ send, nextId, page }: LiveStreamsOptions): LiveStreams {
  const standing = new Map<number, Standing<Numbered>>()
  let creditsPlanned = false

  function begin(stream: Standing<Numbered>, resumed: boolean): void {
    stream.id = nextId()
    stream.sequence = 0
    stream.owed = 0
    standing.set(stream.id, stream)
    send(stream.kind.request(stream.id, resumed))
  }

  function end(stream: Standing<Numbered>): void {
    if (standing.delete(stream.id)) send({ kind: 'cancel', subscription: stream.id })
  }

  function giveCredits(): void {
    creditsPlanned = false
    if (page.hidden()) return
    for (const stream of standing.values()) {
      if (stream.owed === 0) continue
      send({ kind: 'credit', subscription: stream.id, count: stream.owed })
      stream.owed = 0
    }
  }

  page.onShown(giveCredits)

  return {
    open<F extends Numbered>(kind: StreamKind<F>): LiveStream {
      // Frames reach a stream by the number it asked under, and the engine answers a request with its own kind of frame.
      const stream: Standing<Numbered> = { id: 0, kind: kind as StreamKind<Numbered>, sequence: 0, owed: 0 }
      begin(stream, false)
      return {
        restart() {
          if (!standing.has(stream.id)) return
          end(stream)
          begin(stream, false)
        },
        cancel: () => end(stream),
        get isOpen() {
          return standing.has(stream.id)
        }
      }
    },
    receive(frame) {
      const stream = standing.get(frame.subscription)
      if (!stream) return // cancelled while the frame was under way
      if (frame.sequence !== ++stream.sequence) {
        // Something was lost on the way, and with it rows: only starting over makes the picture whole again.
        end(stream)
        return begin(stream, false)
      }
      stream.owed++
      stream.kind.onFrame(frame)
      if (creditsPlanned) return
      creditsPlanned = true
      page.afterFrame(giveCredits)
    },
    resume() {
      for (const stream of [...standing.values()]) {
        standing.delete(stream.id)
        begin(stream, true)
      }
    }
  }
}
