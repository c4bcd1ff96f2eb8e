/** Lines sent before, oldest first, and where the user is among them. */
export interface SendHistory {
  readonly entries: readonly string[]
  /** Which entry is shown; `entries.length` is the line being written. */
  readonly at: number
  /** What was being written when the user went back. */
  readonly draft: string
}

const mostEntries = 50
/** Longer ones are not worth remembering, characters. */
const longestEntry = 500

export function historyOf(entries: readonly string[]): SendHistory {
  return { entries, at: entries.length, draft: '' }
}

/** `line` was sent: it is the newest, once; and the user is back at an empty line. */
export function remembered({ entries }: SendHistory, line: string): SendHistory {
  if (line === '' || line.length > longestEntry) return historyOf(entries)
  return historyOf([...entries.filter(entry => entry !== line), line].slice(-mostEntries))
}

/** One entry back (-1) or forth (+1) from a field that shows `shown`; with what the field is to show then. */
export function browsed(
  { entries, at, draft }: SendHistory,
  direction: -1 | 1,
  shown: string
): { readonly history: SendHistory; readonly shown: string } {
  const kept = at === entries.length ? shown : draft
  const next = Math.min(entries.length, Math.max(0, at + direction))
  return { history: { entries, at: next, draft: kept }, shown: next === entries.length ? kept : entries[next] }
}
