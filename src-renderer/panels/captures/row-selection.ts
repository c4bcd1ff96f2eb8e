/** Rows of a list that are chosen, by their keys; the anchor is where a stretch of them begins. */
export interface RowSelection {
  readonly chosen: ReadonlySet<string>
  readonly anchor: string | null
}

export const nothingChosen: RowSelection = { chosen: new Set(), anchor: null }

/** What a click or a key does: `one` chooses only this row, `toggle` this one more or less, `stretch` all from the anchor. */
export type Choosing = 'one' | 'toggle' | 'stretch'

export function choose(
  { chosen, anchor }: RowSelection,
  key: string,
  { how, keys }: { readonly how: Choosing; readonly keys: readonly string[] }
): RowSelection {
  if (how === 'toggle') {
    const next = new Set(chosen)
    if (!next.delete(key)) next.add(key)
    return { chosen: next, anchor: key }
  }
  const from = anchor === null ? -1 : keys.indexOf(anchor)
  if (how === 'one' || from < 0) return { chosen: new Set([key]), anchor: key }
  const to = keys.indexOf(key)
  return { chosen: new Set(keys.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor }
}

/** The selection without the rows that are gone. */
export function stillThere(selection: RowSelection, keys: readonly string[]): RowSelection {
  const there = new Set(keys)
  const chosen = new Set([...selection.chosen].filter(key => there.has(key)))
  return chosen.size === selection.chosen.size ? selection : { ...selection, chosen }
}
