import type { JournalEntry } from '@shared/model/event'
import type { Light } from '@shared/model/batch'
import { text } from '../messages'
import { channelOf, eventText, type Severity, severityOf } from '../messages/journal-text'

/** A journal entry with what is shown of it, worked out once. */
export interface JournalLine {
  /** Grows by one a line, also across restarts of the engine, whose own numbers begin anew. */
  readonly key: number
  readonly entry: JournalEntry
  readonly severity: Severity
  readonly channel: string
  /** In the language in force. */
  readonly text: string
}

/** Lines kept by the page. */
export const journalCapacity = 5000

/** `lines` and then `entries`, at most `journalCapacity` of them; entries that are there already are left out. */
export function appendEntries(
  lines: readonly JournalLine[],
  entries: readonly JournalEntry[],
  after: number
): readonly JournalLine[] {
  const fresh = entries.filter(({ id }) => id > after)
  if (fresh.length === 0) return lines
  const first = (lines.at(-1)?.key ?? 0) + 1
  const added = fresh.slice(-journalCapacity).map((entry, position) => lineOf(entry, first + position))
  return [...lines.slice(Math.max(0, lines.length + added.length - journalCapacity)), ...added]
}

/** Its text is worked out when first read, and again after a change of language. */
function lineOf(entry: JournalEntry, key: number): JournalLine {
  let known: { readonly language: string; readonly text: string } | undefined
  return {
    key,
    entry,
    severity: severityOf(entry.event),
    channel: channelOf(entry.event),
    get text() {
      const language = text.locale
      if (known?.language !== language) known = { language, text: eventText(entry.event) }
      return known.text
    }
  }
}

export interface JournalFilter {
  /** Empty: all. */
  readonly kinds: ReadonlySet<string>
  /** Empty: all. */
  readonly device: string
  /** Empty: all. */
  readonly channel: string
  readonly search: string
}

/** The lines that pass the filter, newest first. */
export function filterLines(lines: readonly JournalLine[], filter: JournalFilter): JournalLine[] {
  const search = filter.search.trim().toLowerCase()
  const found: JournalLine[] = []
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at]
    const { device, event } = line.entry
    if (filter.kinds.size > 0 && !filter.kinds.has(event.kind)) continue
    if (filter.device !== '' && device !== filter.device) continue
    if (filter.channel !== '' && line.channel !== filter.channel) continue
    if (search !== '' && !`${device} ${line.channel} ${line.text}`.toLowerCase().includes(search)) continue
    found.push(line)
  }
  return found
}

/** Since when a channel's lamp shows what it shows, by session and channel. */
export type LampTimes = ReadonlyMap<string, { readonly time: number; readonly light: Light }>

export const lampKey = (session: string, channel: string): string => `${session}/${channel}`

/** `known` with the state changes among `entries`; the same map when there are none. */
export function noteLampTimes(known: LampTimes, entries: readonly JournalEntry[]): LampTimes {
  const changes = entries.flatMap(({ session, event }) =>
    event.kind === 'state' ? [[lampKey(session, event.channel), { time: event.time, light: event.to }] as const] : []
  )
  return changes.length === 0 ? known : new Map([...known, ...changes])
}
