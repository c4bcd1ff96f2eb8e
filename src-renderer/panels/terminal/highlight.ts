import type { LineFilter } from './line-filter'
import type { TextPart } from './visible-text'

export interface ShownPart extends TextPart {
  /** The filter found it. */
  readonly hit: boolean
}

/** The parts, cut where what the filter found begins and ends. */
export function highlighted(parts: readonly TextPart[], filter: LineFilter | null): ShownPart[] {
  const spans = filter?.spans(parts.map(({ text }) => text).join('')) ?? []
  if (spans.length === 0) return parts.map(part => ({ ...part, hit: false }))
  const shown: ShownPart[] = []
  let place = 0
  for (const { kind, text } of parts) {
    const end = place + text.length
    let from = place
    const add = (to: number, hit: boolean): void => {
      if (to > from) shown.push({ kind, text: text.slice(from - place, to - place), hit })
      from = Math.max(from, to)
    }
    for (const [start, stop] of spans) {
      if (stop <= place || start >= end) continue
      add(Math.max(place, start), false)
      add(Math.min(end, stop), true)
    }
    add(end, false)
    place = end
  }
  return shown
}
