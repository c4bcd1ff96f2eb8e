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

/**
 * `known` and `fresh`, oldest first, each once, the newest `mostHits`; none whose stretch is not complete, which is so for
 * all that began after the newest complete one.
 */
export function mergeHits(known: readonly Hit[], fresh: readonly Hit[], last: TriggerHit | null): Hit[] {
  if (last === null) return []
  const all = new Map<number, Hit>()
  for (const hit of [...known, ...fresh]) if (hit.time <= last.time) all.set(hit.time, hit)
  const { time, from, to, channel, value, forced } = last
  all.set(time, { time, from, to, channel, value, forced })
  return [...all.values()].sort((one, other) => one.time - other.time).slice(-mostHits)
}
