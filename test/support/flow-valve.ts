import { cancellation } from '@shared/base/abort'
import type { Source } from '@shared/flow/types'

/** A source the test pushes into: unbounded, one stream at a time. */
export interface Valve<T> {
  readonly source: Source<T>
  push(...items: T[]): void
  end(): void
  fail(error: unknown): void
  /** Pushed and not yet pulled. */
  readonly waiting: number
}

export function valve<T>(): Valve<T> {
  const items: T[] = []
  let ending: { error?: unknown; failed: boolean } | undefined
  let wake: (() => void) | undefined

  const look = (): void => {
    wake?.()
    wake = undefined
  }
  return {
    async *source(signal) {
      const stop = (): void => look()
      signal.addEventListener('abort', stop, { once: true })
      try {
        for (;;) {
          if (signal.aborted) throw cancellation(signal)
          if (items.length > 0) yield items.shift() as T
          else if (ending?.failed) throw ending.error
          else if (ending) return
          else await new Promise<void>(resolve => (wake = resolve))
        }
      } finally {
        signal.removeEventListener('abort', stop)
      }
    },
    push(...more) {
      items.push(...more)
      look()
    },
    end() {
      ending = { failed: false }
      look()
    },
    fail(error) {
      ending = { failed: true, error }
      look()
    },
    get waiting() {
      return items.length
    }
  }
}
