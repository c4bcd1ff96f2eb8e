import { z } from 'zod'

/** A channel as panels remember it: by names that survive restarts; session ids and column indices do not. */
export const ChannelRef = z.object({
  /** The device, e.g. `serial:/dev/ttyUSB0@115200`. */
  address: z.string().max(2048),
  channel: z.string().min(1).max(200)
})
export type ChannelRef = Readonly<z.infer<typeof ChannelRef>>

export function sameRef(one: ChannelRef, other: ChannelRef): boolean {
  return one.address === other.address && one.channel === other.channel
}
