import type { JournalEntry } from '@shared/model/event'

/** A mark somebody set, ms since the epoch. */
export interface SessionMark {
  readonly time: number
  readonly label: string
}

/** Marks by session. */
export type SessionMarks = ReadonlyMap<string, readonly SessionMark[]>

/** More than anybody sets by hand. */
const most = 500

/** `known` with the marks among `entries`; the same map when there are none. */
export function noteMarks(known: SessionMarks, entries: readonly JournalEntry[]): SessionMarks {
  let next: Map<string, readonly SessionMark[]> | undefined
  for (const { session, event } of entries) {
    if (event.kind !== 'mark') continue
    next ??= new Map(known)
    const { time, label } = event
    next.set(session, [...(next.get(session) ?? []), { time, label }].slice(-most))
  }
  return next ?? known
}
