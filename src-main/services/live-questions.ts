import type { Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'

/** Questions of a view that may wait for their turn; one more pushes out the oldest. */
const maximumWaiting = 1024
/** Bytes of answers a view is sent in a millisecond; more would queue between engine and page. */
const carriedBytes = 64_000
/** What may be sent before waiting until it is carried, ms. */
const longestDebt = 4

/** Requests that are answered once, by one message. */
export interface Questions<T> {
  /** While a question of the same subscription waits or is being answered, the newer one takes its place. */
  ask(question: T): void
  cancel(subscription: number): void
}

export interface QuestionsOptions<T> {
  /** The answer as bytes; undefined when there is none to give. */
  readonly answer: (question: T, signal: AbortSignal) => Promise<Uint8Array | undefined>
  readonly send: (message: Uint8Array) => void
  readonly clock: Clock
  /** Aborts when the view has gone. */
  readonly signal: AbortSignal
  readonly onError: (error: unknown) => void
  /** Questions that are worked on at once; 1 when left out. */
  readonly atOnce?: number
}

/** Answers few questions at a time, in order, and no faster than the answers can be carried: they cost no credit. */
export function createQuestions<T extends { readonly subscription: number }>({
  answer,
  send,
  clock,
  signal,
  onError,
  atOnce = 1
}: QuestionsOptions<T>): Questions<T> {
  const waiting = new Map<number, T>()
  const current = new Map<number, AbortController>()
  let working = 0

  async function work(): Promise<void> {
    let debt = 0
    for (let next = shift(waiting); next && !signal.aborted; next = shift(waiting)) {
      debt += await answerOne(next)
      if (debt < longestDebt) continue
      await clock.sleep(debt, signal)
      debt = 0
    }
  }

  /** Answers how long carrying the answer takes, ms. */
  async function answerOne(question: T): Promise<number> {
    const ending = new AbortController()
    current.set(question.subscription, ending)
    try {
      const message = await answer(question, ending.signal)
      if (!message || ending.signal.aborted) return 0
      send(message)
      return message.byteLength / carriedBytes
    } catch (error) {
      if (!isCancelled(error)) onError(error)
      return 0
    } finally {
      if (current.get(question.subscription) === ending) current.delete(question.subscription)
    }
  }

  function cancel(subscription: number): void {
    waiting.delete(subscription)
    current.get(subscription)?.abort()
  }

  signal.addEventListener('abort', () => {
    waiting.clear()
    for (const ending of current.values()) ending.abort()
  })

  return {
    cancel,
    ask(question) {
      cancel(question.subscription)
      waiting.set(question.subscription, question)
      if (waiting.size > maximumWaiting) shift(waiting)
      if (working >= atOnce) return
      working++
      work()
        .catch((error: unknown) => {
          if (!isCancelled(error)) onError(error)
        })
        .finally(() => working--)
    }
  }
}

/** Takes the one that has waited longest. */
function shift<T>(waiting: Map<number, T>): T | undefined {
  for (const [subscription, question] of waiting) {
    waiting.delete(subscription)
    return question
  }
  return undefined
}
