import { z } from 'zod'

/** A named series of numbers within one session. `index` is its column in every batch of that session. */
export const Channel = z.object({
  index: z.number().int().nonnegative(),
  name: z.string().min(1).max(200),
  /** As the device wrote it, e.g. `°C`; empty when unknown. */
  unit: z.string().max(40)
})
export type Channel = Readonly<z.infer<typeof Channel>>

/**
 * The name of the group a channel is charted with: dotted prefix and unit, so that `imu.accel.x` and `imu.accel.y` share a
 * chart and a temperature never shares one with a pressure. Channels without prefix and unit form the group ''.
 */
export function groupOf(channel: { readonly name: string; readonly unit: string }): string {
  const dot = channel.name.lastIndexOf('.')
  const prefix = dot > 0 ? channel.name.slice(0, dot) : ''
  return channel.unit === '' ? prefix : `${prefix} (${channel.unit})`.trim()
}
