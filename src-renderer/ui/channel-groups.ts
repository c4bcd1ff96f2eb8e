import { type ChannelRef, sameRef } from '../panels/channel-ref'
import type { ShownChannel } from '../stores/looks'

export interface ChannelGroup {
  readonly address: string
  /** The device's name; its address when it is not open. */
  readonly label: string
  readonly items: readonly {
    readonly ref: ChannelRef
    readonly label: string
    /** undefined: chosen once, not there now. */
    readonly shown: ShownChannel | undefined
  }[]
}

/**
 * The channels to choose from by device: all there are, and those that were chosen and are not there now. The search looks
 * for every word of it in the channel's name, its label and its device's name.
 */
export function groupChannels(
  all: readonly ShownChannel[],
  chosen: readonly ChannelRef[],
  { search, address }: { readonly search: string; readonly address?: string | undefined }
): ChannelGroup[] {
  const absent = chosen.filter(ref => !all.some(shown => sameRef(shown.ref, ref)))
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = (...names: string[]): boolean => {
    const line = names.join(' ').toLowerCase()
    return words.every(word => line.includes(word))
  }
  const labelOf = (device: string): string => all.find(({ ref }) => ref.address === device)?.session.label ?? device
  const entries = [
    ...all.map(shown => ({ ref: shown.ref, label: shown.label, shown })),
    ...absent.map(ref => ({ ref, label: ref.channel, shown: undefined }))
  ].filter(({ ref, label }) => {
    if (address !== undefined && ref.address !== address) return false
    return found(label, ref.channel, labelOf(ref.address))
  })
  const groups = new Map<string, (typeof entries)[number][]>()
  for (const entry of entries) groups.set(entry.ref.address, [...(groups.get(entry.ref.address) ?? []), entry])
  return [...groups].map(([device, items]) => ({ address: device, label: labelOf(device), items }))
}
