import { z } from 'zod'
import type { Layout } from './layout'
import { tryLayout } from './read-layout'

export const mostNamed = 40
export const longestName = 60

/** Layouts that were given a name, by name as written; and the one that new pages and "reset" start from. */
export const NamedLayouts = z
  .object({
    layouts: z.array(z.object({ name: z.string().min(1).max(longestName), layout: z.unknown() })).catch([]),
    /** Empty: Signalbox's own. */
    standard: z.string().catch('')
  })
  .catch({ layouts: [], standard: '' })
export type NamedLayouts = z.infer<typeof NamedLayouts>

export function namesOf(named: NamedLayouts): string[] {
  return named.layouts.map(({ name }) => name)
}

/** null when there is none of that name, or none that is whole. */
export function layoutNamed(named: NamedLayouts, name: string): Layout | null {
  const found = named.layouts.find(entry => entry.name === name)
  return found ? tryLayout(found.layout) : null
}

/** With the layout under this name, instead of the one that had it. */
export function withNamed(named: NamedLayouts, name: string, layout: Layout): NamedLayouts {
  const others = named.layouts.filter(entry => entry.name !== name)
  const layouts = [...others, { name, layout }].sort((one, other) => one.name.localeCompare(other.name))
  return { ...named, layouts }
}

export function withoutNamed(named: NamedLayouts, name: string): NamedLayouts {
  return {
    layouts: named.layouts.filter(entry => entry.name !== name),
    standard: named.standard === name ? '' : named.standard
  }
}

export function renamed(named: NamedLayouts, from: string, to: string): NamedLayouts {
  const found = named.layouts.find(entry => entry.name === from)
  if (!found || from === to) return named
  const others = named.layouts.filter(entry => entry.name !== from && entry.name !== to)
  const layouts = [...others, { ...found, name: to }].sort((one, other) => one.name.localeCompare(other.name))
  return { layouts, standard: named.standard === from ? to : named.standard }
}
