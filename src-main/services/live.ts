import type { Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'
import { encodeFrame } from '@shared/wire/frame'
import { LiveRequest } from '@shared/wire/live'
import { encodeRawFrame } from '@shared/wire/raw-frame'
import { encodeRowsFrame } from '@shared/wire/rows-frame'
import { type CreditGate, createCreditGate } from './credit-gate'
import { type FollowRequest, followFrames, type FrameSource, type RangeRequest, rangeFrame } from './live-frames'
import { needsPast, pastRangeFrame, pastRowsFrame } from './live-answers'
import { createQuestions } from './live-questions'
import { type RawRequest, rawFrames } from './live-raw'
import { type RowsRequest, rowsFrame } from './live-rows'
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

type Subscribing = FollowRequest | RawRequest
type Question = RangeRequest | RowsRequest

const maximumSubscriptions = 256

/** Serves live frames to one view until the signal aborts. Requests for sessions that do not exist are not answered. */
export function serveLive(channel: LiveChannel, { find, clock, signal, onInvalid, turns }: LiveOptions): void {
  const active = new Map<number, { credits: CreditGate; ending: AbortController }>()
  const complain = (error: unknown): void => {
    if (!isCancelled(error)) onInvalid(String(error))
  }
  const common = { send: (message: Uint8Array) => channel.send(message), clock, signal, onError: complain }
  /** What memory can answer, in a moment. */
  const quick = createQuestions<Question>({
    ...common,
    answer: question =>
      turns.run(() => {
        const session = find(question.session)
        return session && !signal.aborted ? fromMemory(session, question) : undefined
      })
  })
  /** What captures must be asked for; two at a time, beside the quick ones. */
  const slow = createQuestions<Question>({
    ...common,
    atOnce: 2,
    async answer(question, own) {
      const session = find(question.session)
      if (!session) return undefined
      if (!needsPast(session, question)) return turns.run(() => fromMemory(session, question))
      const means = { signal: own, turns, onError: complain }
      if (question.kind === 'rows') return encodeRowsFrame(await pastRowsFrame(session, question, means))
      return encodeFrame(await pastRangeFrame(session, question, means))
    }
  })

  /** The messages of a subscription, each made in a turn of its own. */
  async function* messages(
    session: FrameSource,
    request: Subscribing,
    parts: { credits: CreditGate; clock: Clock; signal: AbortSignal; turns: Turns }
  ): AsyncGenerator<() => Uint8Array, void, void> {
    if (request.kind === 'raw')
      for await (const frame of rawFrames(session.rawLog, request, parts)) yield () => encodeRawFrame(frame)
    else for await (const frame of followFrames(session, request, parts)) yield () => encodeFrame(frame)
  }

  async function serve(session: FrameSource, request: Subscribing): Promise<void> {
    const ending = new AbortController()
    const credits = createCreditGate(request.credits)
    const own = { credits, ending }
    active.set(request.subscription, own)
    try {
      for await (const encode of messages(session, request, { credits, clock, signal: ending.signal, turns }))
        await turns.run(() => channel.send(encode()))
    } finally {
      if (active.get(request.subscription) === own) active.delete(request.subscription)
    }
  }

  function subscribe(session: FrameSource, request: Subscribing): void {
    const before = active.get(request.subscription)
    before?.ending.abort()
    if (!before && active.size >= maximumSubscriptions)
      onInvalid(`more than ${maximumSubscriptions} live subscriptions`)
    else void serve(session, request).catch(complain)
  }

  function ask(session: FrameSource, question: Question): void {
    const [lane, other] = needsPast(session, question) ? [slow, quick] : [quick, slow]
    other.cancel(question.subscription)
    lane.ask(question)
  }

  function handle(request: LiveRequest): void {
    if (request.kind === 'credit') active.get(request.subscription)?.credits.give(request.count)
    else if (request.kind === 'cancel') {
      active.get(request.subscription)?.ending.abort()
      quick.cancel(request.subscription)
      slow.cancel(request.subscription)
    } else {
      const session = find(request.session)
      if (!session) return
      if (request.kind === 'follow' || request.kind === 'raw') subscribe(session, request)
      else ask(session, request)
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

function fromMemory(session: FrameSource, question: Question): Uint8Array {
  return question.kind === 'range'
    ? encodeFrame(rangeFrame(session, question))
    : encodeRowsFrame(rowsFrame(session, question))
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
