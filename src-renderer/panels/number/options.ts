import { z } from 'zod'
import { ChannelRef } from '../channel-ref'

export const numberDetails = ['none', 'mean', 'range'] as const

/** What a panel of big numbers remembers. Without channels it shows the chosen one. */
export const numberOptions = z
  .object({
    channels: z.array(ChannelRef).max(24).catch([]).default([]),
    /** What stands below the value: nothing, the moving mean and sigma, or the extremes since the reset. */
    detail: z.enum(numberDetails).catch('range').default('range')
  })
  .catch({ channels: [], detail: 'range' })
export type NumberOptions = z.infer<typeof numberOptions>
