import type { Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'
import { encodeFrame } from '@shared/wire/frame'
import { LiveRequest } from '@shared/wire/live'
import { type CreditGate, createCreditGate } from './credit-gate'
import { type FollowRequest, followFrames, type FrameSource, type RangeRequest, rangeFrame } from './live-frames'
import type { Turns } from './turns'

/** One view's live channel: requests come in as text, frames go out as bytes. */
export interface LiveChannel {
  send(message: string | Uint8Array): void
  onMessage(listener: (message: string | Uint8Array) => void): void
}

export interface LiveOptions {
  readonly find: (session: string) => FrameSource | undefined
  readonly clock: Clock
  /** Aborts when the view has gone. */
  readonly signal: AbortSignal
  /** Told about requests that are not valid; they change nothing. */
  readonly onInvalid: (why: string) => void
  /** When frames are made; shared by all views. */
  readonly turns: Turns
}

const maximumSubscriptions = 256
/** Range requests of a view that may wait for their turn; one more pushes out the oldest. */
const maximumRanges = 64

/** Serves live frames to one view until the signal aborts. Requests for sessions that do not exist are not answered. */
export function serveLive(channel: LiveChannel, { find, clock, signal, onInvalid, turns }: LiveOptions): void {
  const active = new Map<number, { credits: CreditGate; ending: AbortController }>()
  const ranges = new Map<number, RangeRequest>()

  async function follow(session: FrameSource, request: FollowRequest): Promise<void> {
    const ending = new AbortController()
    const credits = createCreditGate(request.credits)
    const own = { credits, ending }
    active.set(request.subscription, own)
    try {
      for await (const frame of followFrames(session, request, { credits, clock, signal: ending.signal, turns }))
        channel.send(encodeFrame(frame))
    } catch (error) {
      if (!isCancelled(error)) throw error
    } finally {
      if (active.get(request.subscription) === own) active.delete(request.subscription)
    }
  }

  function startFollowing(session: FrameSource, request: FollowRequest): void {
    const before = active.get(request.subscription)
    before?.ending.abort()
    if (!before && active.size >= maximumSubscriptions)
      onInvalid(`more than ${maximumSubscriptions} live subscriptions`)
    else void follow(session, request).catch((error: unknown) => onInvalid(String(error)))
  }

  /** Answers the newest range asked for by each subscription: while one waits for its turn, another takes its place. */
  function answerRange(request: RangeRequest): void {
    const { subscription } = request
    const isWaiting = ranges.delete(subscription)
    ranges.set(subscription, request)
    if (ranges.size > maximumRanges) for (const oldest of ranges.keys()) if (ranges.delete(oldest)) break
    if (isWaiting) return
    const answer = (): void => {
      const newest = ranges.get(subscription)
      const session = newest && find(newest.session)
      ranges.delete(subscription)
      if (newest && session && !signal.aborted) channel.send(encodeFrame(rangeFrame(session, newest)))
    }
    turns.run(answer).catch((error: unknown) => onInvalid(String(error)))
  }

  function handle(request: LiveRequest): void {
    if (request.kind === 'credit') active.get(request.subscription)?.credits.give(request.count)
    else if (request.kind === 'cancel') active.get(request.subscription)?.ending.abort()
    else {
      const session = find(request.session)
      if (session && request.kind === 'range') answerRange(request)
      else if (session && request.kind === 'follow') startFollowing(session, request)
    }
  }

  channel.onMessage(message => {
    const parsed = parse(message)
    if (parsed) handle(parsed)
    else onInvalid('a live request that is not valid')
  })
  signal.addEventListener('abort', () => {
    for (const { ending } of active.values()) ending.abort()
  })
}

function parse(message: string | Uint8Array): LiveRequest | null {
  if (typeof message !== 'string' || message.length > 65_536) return null
  try {
    const result = LiveRequest.safeParse(JSON.parse(message))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
