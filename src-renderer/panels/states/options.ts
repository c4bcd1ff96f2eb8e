import { z } from 'zod'
import { ChannelRef } from '../channel-ref'

/** What a state timeline remembers. Without channels it shows those that have limits, or all while none has. */
export const statesOptions = z
  .object({ channels: z.array(ChannelRef).max(256).catch([]).default([]) })
  .catch({ channels: [] })
export type StatesOptions = z.infer<typeof statesOptions>
