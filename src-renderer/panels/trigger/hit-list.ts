import type { StreamEvent } from '@shared/model/event'
import type { TriggerHit } from '@shared/model/trigger'

/** A capture one can look at. */
export interface Hit {
  /** When it fired, ms; names it. */
  readonly time: number
  readonly from: number
  readonly to: number
  readonly channel: string
  readonly value: number | null
  readonly forced: boolean
}

export const mostHits = 20

/** The hits the journal tells of. */
export function journalHits(events: Iterable<StreamEvent>, trigger: string): Hit[] {
  const hits: Hit[] = []
  for (const event of events)
    if (event.kind === 'trigger' && event.trigger === trigger) {
      const { time, from, to, channel, value } = event
      hits.push({ time, from, to, channel, value, forced: false })
    }
  return hits
}

/** What a trigger has told: the hits of the journal, its newest complete one, and when that was (ms). */
export interface Told {
  readonly events: readonly Hit[]
  /** null also after a trigger was changed: it counts anew. */
  readonly last: TriggerHit | null
  readonly now: number
}

/**
 * `known` and what was told since, oldest first, each once, the newest `mostHits`. The journal tells of a hit when it
 * begins: it is left out until its stretch is complete.
 */
export function mergeHits(known: readonly Hit[], { events, last, now }: Told): Hit[] {
  const all = new Map<number, Hit>()
  for (const hit of known) all.set(hit.time, hit)
  for (const hit of events) if (hit.to < now || (last !== null && hit.time <= last.time)) all.set(hit.time, hit)
  if (last !== null) {
    const { time, from, to, channel, value, forced } = last
    all.set(time, { time, from, to, channel, value, forced })
  }
  return [...all.values()].sort((one, other) => one.time - other.time).slice(-mostHits)
}
