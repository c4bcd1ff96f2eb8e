import type { Item } from '@shared/model/item'

/**
 * Of the channel tables that one send answered (a decoder tells of every change, a name and later its unit), keeps the
 * last, with only the names that were never told: twelve lines that each bring a channel are one piece of news.
 */
export function createChannelNews(): (items: readonly Item[]) => readonly Item[] {
  const told = new Set<string>()
  return items => {
    const last = items.findLastIndex(item => item.kind === 'channels')
    if (last < 0) return items
    return items.flatMap((item, index): readonly Item[] => {
      if (item.kind !== 'channels') return [item]
      const names = index === last ? item.names.filter(name => !told.has(name)) : []
      for (const name of names) told.add(name)
      return names.length > 0 ? [{ ...item, names }] : []
    })
  }
}
