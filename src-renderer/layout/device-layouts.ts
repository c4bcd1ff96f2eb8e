import { z } from 'zod'
import type { Layout } from './layout'
import { tryLayout } from './read-layout'

/** Sets of devices whose layouts are kept; the longest unused goes first. */
export const mostDeviceSets = 24
/** Characters as JSON, all together; the engine remembers at most 256 k. */
const mostCharacters = 160 * 1024

/** The layout of each set of devices, the last used first. */
export const DeviceLayouts = z
  .array(z.object({ devices: z.array(z.string().max(2048)).max(64), layout: z.unknown() }))
  .catch([])
export type DeviceLayouts = z.infer<typeof DeviceLayouts>

export function deviceKey(addresses: readonly string[]): string {
  return [...new Set(addresses)].sort().join('\n')
}

/** The layout kept for exactly these devices; null when there is none, or none that is whole. */
export function layoutFor(kept: DeviceLayouts, addresses: readonly string[]): Layout | null {
  const key = deviceKey(addresses)
  const found = kept.find(({ devices }) => deviceKey(devices) === key)
  return found ? tryLayout(found.layout) : null
}

/** Keeps a layout for these devices in front of the others, as far as they fit. */
export function keepFor(kept: DeviceLayouts, addresses: readonly string[], layout: Layout): DeviceLayouts {
  const key = deviceKey(addresses)
  const others = kept.filter(({ devices }) => deviceKey(devices) !== key)
  let characters = 0
  return [{ devices: [...new Set(addresses)].sort().slice(0, 64), layout }, ...others]
    .slice(0, mostDeviceSets)
    .filter((entry, index) => (characters += JSON.stringify(entry).length) <= mostCharacters || index === 0)
}
