import { z } from 'zod'
import { ChannelRef } from '../channel-ref'

export const mostPairs = 4
/** Seconds of trail. */
export const trails = [1, 2, 5, 10, 30, 60, 300] as const
export const styles = ['line', 'points'] as const

const fields = z.object({
  /** Pair k is x[k] and y[k]; where there are fewer x than y, the last one serves for the rest. */
  x: z.array(ChannelRef).max(mostPairs).catch([]),
  y: z.array(ChannelRef).max(mostPairs).catch([]),
  trail: z.literal([...trails]).catch(10),
  style: z.enum(styles).catch('line'),
  fade: z.boolean().catch(true),
  equal: z.boolean().catch(false)
})

/** What a panel of this kind remembers. */
export const xyOptions = fields.catch(fields.parse({}))
export type XyOptions = z.infer<typeof xyOptions>
