import { z } from 'zod'
import { ChannelRef } from '../channel-ref'

/** How much of the way is drawn, ms. */
export const trailSpans = [60_000, 600_000, 3_600_000] as const

/** What a map remembers. Without channels it looks for a pair whose names say latitude and longitude. */
export const mapOptions = z
  .object({
    latitude: ChannelRef.nullable().catch(null).default(null),
    longitude: ChannelRef.nullable().catch(null).default(null),
    trail: z.number().min(1000).max(86_400_000).catch(trailSpans[1]).default(trailSpans[1]),
    /** `fit` shows the whole trail, `follow` keeps the newest place in the middle, `free` stays where it was moved to. */
    mode: z.enum(['fit', 'follow', 'free']).catch('fit').default('fit')
  })
  .catch({ latitude: null, longitude: null, trail: trailSpans[1], mode: 'fit' })
export type MapOptions = z.infer<typeof mapOptions>
