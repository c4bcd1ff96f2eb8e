import { z } from 'zod'
import { histogramScales } from '@shared/analysis/histogram'
import { ChannelRef } from '../channel-ref'
import { scopes } from '../spectrum/options'

export const mostChannels = 4
export const binCounts = [5, 10, 20, 50, 100, 200] as const

const fields = z.object({
  channels: z.array(ChannelRef).max(mostChannels).catch([]),
  scale: z.enum(histogramScales).catch('count'),
  /** null: as many as suit the values. */
  bins: z
    .literal([...binCounts])
    .nullable()
    .catch(null),
  normal: z.boolean().catch(true),
  table: z.boolean().catch(false),
  scope: z.enum(scopes).catch('view')
})

/** What a panel of this kind remembers. */
export const histogramOptions = fields.catch(fields.parse({}))
export type HistogramOptions = z.infer<typeof histogramOptions>
