import type { StreamEvent } from '@shared/model/event'
import type { Problem } from '@shared/model/session'

/** What a recorder could not keep, by kind. */
export interface Losses {
  readonly samples: number
  readonly bytes: number
  readonly events: number
}

export const nothingLost: Losses = { samples: 0, bytes: 0, events: 0 }

export function addLosses(a: Losses, b: Losses): Losses {
  return { samples: a.samples + b.samples, bytes: a.bytes + b.bytes, events: a.events + b.events }
}

/** The sum over all kinds. */
export function lossTotal(losses: Losses): number {
  return losses.samples + losses.bytes + losses.events
}

/** One `dropped` event a kind that lost something, so that the capture itself says what it lacks. */
export function lossEvents(losses: Losses, time: number): StreamEvent[] {
  const kinds = [
    ['samples', losses.samples],
    ['raw bytes', losses.bytes],
    ['events', losses.events]
  ] as const
  return kinds
    .filter(([, count]) => count > 0)
    .map(([what, count]) => ({ kind: 'dropped', time, place: 'recorder', what, count }))
}

/** What the user is told; null when nothing was lost. */
export function lossProblem(losses: Losses): Problem | null {
  if (lossTotal(losses) === 0) return null
  return {
    code: 'overflow',
    message: `${losses.samples} samples, ${losses.bytes} raw bytes and ${losses.events} events were not recorded`,
    remedy: 'The disk did not keep up: record to a faster one, or send less.'
  }
}
