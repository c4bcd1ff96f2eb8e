import type { Read } from '@main/devices/device'
import { SignalboxError } from '@shared/base/errors'
import type { StreamEvent } from '@shared/model/event'

/** A device by hand: gives reads and events when told to, and obeys its signal. */
export function manualSource(): {
  give(step: Read | StreamEvent): void
  end(error?: unknown): void
  source: (signal: AbortSignal) => AsyncGenerator<Read | StreamEvent>
  log: string[]
} {
  const given: (Read | StreamEvent)[] = []
  const log: string[] = []
  let ended: { error?: unknown } | undefined
  let wake: (() => void) | undefined
  return {
    log,
    give(step) {
      given.push(step)
      wake?.()
    },
    end(error) {
      ended = { error }
      wake?.()
    },
    async *source(signal) {
      log.push('opened')
      const abort = (): void => wake?.()
      signal.addEventListener('abort', abort)
      try {
        for (;;) {
          const next = given.shift()
          if (next !== undefined) yield next
          else if (ended?.error !== undefined) throw ended.error
          else if (ended) return
          else if (signal.aborted) throw new SignalboxError('cancelled', 'cancelled')
          else await new Promise<void>(resolve => (wake = resolve))
        }
      } finally {
        signal.removeEventListener('abort', abort)
        log.push('closed')
      }
    }
  }
}
