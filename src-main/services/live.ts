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
const maximumRanges = 1024
/** Bytes of range frames a view is sent in a millisecond; more would queue between engine and page. */
const carriedBytes = 64_000
/** What may be sent before waiting until it is carried, ms. */
const longestDebt = 4

/** Serves live frames to one view until the signal aborts. Requests for sessions that do not exist are not answered. */
export function serveLive(channel: LiveChannel, { find, clock, signal, onInvalid, turns }: LiveOptions): void {
  const active = new Map<number, { credits: CreditGate; ending: AbortController }>()
  const ranges = new Map<number, RangeRequest>()
  let answering = false

  async function follow(session: FrameSource, request: FollowRequest): Promise<void> {
    const ending = new AbortController()
    const credits = createCreditGate(request.credits)
    const own = { credits, ending }
    active.set(request.subscription, own)
    try {
      for await (const frame of followFrames(session, request, { credits, clock, signal: ending.signal, turns }))
        await turns.run(() => channel.send(encodeFrame(frame)))
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

  /** While a range of the same subscription waits for its turn, the newer one takes its place. */
  function askRange(request: RangeRequest): void {
    ranges.delete(request.subscription)
    ranges.set(request.subscription, request)
    if (ranges.size > maximumRanges) ranges.delete(firstOf(ranges).subscription)
    if (answering) return
    answering = true
    answerRanges()
      .catch((error: unknown) => {
        if (!isCancelled(error)) onInvalid(String(error))
      })
      .finally(() => (answering = false))
  }

  /** Answers those that wait, one at a time and no faster than they can be carried: a range has no credits. */
  async function answerRanges(): Promise<void> {
    let debt = 0
    while (ranges.size > 0 && !signal.aborted) {
      debt += await turns.run(answerOne)
      if (debt < longestDebt) continue
      await clock.sleep(debt, signal)
      debt = 0
    }
  }

  /** Answers how long carrying the frame takes, ms. */
  function answerOne(): number {
    const request = firstOf(ranges)
    ranges.delete(request.subscription)
    const session = find(request.session)
    if (!session || signal.aborted) return 0
    const frame = encodeFrame(rangeFrame(session, request))
    channel.send(frame)
    return frame.byteLength / carriedBytes
  }

  function handle(request: LiveRequest): void {
    if (request.kind === 'credit') active.get(request.subscription)?.credits.give(request.count)
    else if (request.kind === 'cancel') active.get(request.subscription)?.ending.abort()
    else {
      const session = find(request.session)
      if (session && request.kind === 'range') askRange(request)
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

/** The one that has waited longest. */
function firstOf(ranges: ReadonlyMap<number, RangeRequest>): RangeRequest {
  for (const request of ranges.values()) return request
  throw new Error('no range is waiting')
}
