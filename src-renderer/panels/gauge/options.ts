import { z } from 'zod'
import { ChannelRef } from '../channel-ref'

export const gaugeStyles = ['dial', 'bar'] as const
const end = z.number().finite().nullable().catch(null).default(null)

/** What a panel of gauges remembers. Without channels it shows the chosen one. */
export const gaugeOptions = z
  .object({
    channels: z.array(ChannelRef).max(24).catch([]).default([]),
    style: z.enum(gaugeStyles).catch('dial').default('dial'),
    /** The scale's ends for all gauges of the panel; null follows limits and values. */
    min: end,
    max: end
  })
  .catch({ channels: [], style: 'dial', min: null, max: null })
export type GaugeOptions = z.infer<typeof gaugeOptions>
