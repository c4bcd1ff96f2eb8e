import { SignalboxError } from '@shared/base/errors'
import type { LiveRequest } from '@shared/wire/live'

interface Asked {
  readonly request: (subscription: number) => LiveRequest
  readonly resolve: (answer: { readonly subscription: number }) => void
}

/** Requests that one frame answers. */
export interface LiveQuestions {
  /** Rejects with code `cancelled` when the signal aborts. */
  ask<F extends { readonly subscription: number }>(
    request: (subscription: number) => LiveRequest,
    signal?: AbortSignal
  ): Promise<F>
  /** Takes an answer; false when nothing of that number is asked. */
  receive(answer: { readonly subscription: number }): boolean
  /** Asks everything that has no answer yet once more, over a new channel. */
  resume(): void
}

export function createLiveQuestions(send: (request: LiveRequest) => void, nextId: () => number): LiveQuestions {
  const asked = new Map<number, Asked>()

  return {
    ask: <F extends { readonly subscription: number }>(
      request: (subscription: number) => LiveRequest,
      signal?: AbortSignal
    ) =>
      new Promise<F>((resolve, reject) => {
        const cancelled = (): SignalboxError => new SignalboxError('cancelled', 'the live request was given up')
        if (signal?.aborted) return reject(cancelled())
        const id = nextId()
        const onAbort = (): void => {
          if (!asked.delete(id)) return
          send({ kind: 'cancel', subscription: id })
          reject(cancelled())
        }
        signal?.addEventListener('abort', onAbort, { once: true })
        asked.set(id, {
          request,
          resolve: answer => {
            signal?.removeEventListener('abort', onAbort)
            // The engine answers a request with its own kind of frame.
            resolve(answer as F)
          }
        })
        send(request(id))
      }),
    receive(answer) {
      const question = asked.get(answer.subscription)
      if (!question) return false
      asked.delete(answer.subscription)
      question.resolve(answer)
      return true
    },
    resume() {
      for (const [id, { request }] of asked) send(request(id))
    }
  }
}
