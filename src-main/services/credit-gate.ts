import { createNotifier } from '../pipeline/notifier'

/** Lets as many things pass as credits were given. Backpressure from the page: no credit, nothing is sent. */
export interface CreditGate {
  give(count: number): void
  /** Uses one credit, waiting for it if there is none; rejects with `cancelled` when the signal aborts. */
  take(signal: AbortSignal): Promise<void>
  readonly available: number
}

export function createCreditGate(initial: number, limit = 64): CreditGate {
  const given = createNotifier()
  let available = initial
  return {
    give(count) {
      available = Math.min(limit, available + count)
      given.notify()
    },
    async take(signal) {
      signal.throwIfAborted()
      while (available === 0) await given.wait(signal)
      available--
    },
    get available() {
      return available
    }
  }
}
