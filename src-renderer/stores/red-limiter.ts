import type { JournalEntry, StreamEvent } from '@shared/model/event'
import { lampKey } from './journal-list'

/** ms in which a lamp that flaps is told once. */
export const quietFor = 30_000

/** A lamp that turned red and is to be told. */
export interface RedNews {
  readonly entry: JournalEntry
  readonly event: Extract<StreamEvent, { kind: 'state' }>
  /** How often it turned red since it was told last, this time included. */
  readonly times: number
}

/**
 * Tells of lamps that turn red, each at most once in `quietFor`: a coroutine that takes what happened with the time it is now
 * (ms) and gives what is to be told. The first `next` only starts it.
 */
export function* limitReds(): Generator<
  readonly RedNews[],
  never,
  { readonly entries: readonly JournalEntry[]; readonly now: number }
> {
  const lamps = new Map<string, { toldAt: number; untold: number }>()
  let news: readonly RedNews[] = []
  for (;;) {
    const { entries, now } = yield news
    // What has been quiet for long needs no memory, so that channels come and go without a trace.
    for (const [key, { toldAt, untold }] of lamps) if (untold === 0 && now - toldAt >= quietFor) lamps.delete(key)
    const found = new Map<string, RedNews>()
    for (const entry of entries) {
      const { event } = entry
      if (event.kind !== 'state' || event.to !== 'red') continue
      const key = lampKey(entry.session, event.channel)
      const lamp = lamps.get(key) ?? { toldAt: -Infinity, untold: 0 }
      lamp.untold++
      lamps.set(key, lamp)
      if (now - lamp.toldAt >= quietFor) found.set(key, { entry, event, times: lamp.untold })
    }
    for (const key of found.keys()) lamps.set(key, { toldAt: now, untold: 0 })
    news = [...found.values()]
  }
}
