import type { Clock } from '@shared/base/clock'
import type { ErrorCode } from '@shared/base/errors'
import { backoff } from '@shared/flow/backoff'
import { breaker } from '@shared/flow/breaker'

/** When a device that is gone, or cannot be opened, is tried again. */
export interface ReconnectDelay {
  /** It works: the next trouble starts with short waits again. */
  connected(): void
  /** It went away: looked for again soon, at most two seconds apart, as looking costs next to nothing. Ms to wait. */
  gone(): number
  /** It is there and refuses, or dies at once: tried less and less, at most every 15 s (a circuit breaker). Ms to wait. */
  refused(code: ErrorCode): number
}

const search = backoff({ first: 250, cap: 2000 })
const refusalsToTrip = 3
const openFor = backoff({ first: 4000, cap: 15_000 })

export function reconnectDelay(clock: Clock, name: string): ReconnectDelay {
  const trips = breaker({ name, failures: refusalsToTrip, openFor, clock })
  let failures = 0
  return {
    connected() {
      failures = 0
      trips.ask()
      trips.succeeded()
    },
    gone: () => search(++failures),
    refused(code) {
      if (code === 'not-found' || code === 'disconnected') return search(++failures)
      // Whoever was refused had been waiting for as long as the breaker asked, so this trial was allowed.
      trips.ask()
      trips.failed()
      return Math.max(search(++failures), trips.retryAt - clock.now())
    }
  }
}
