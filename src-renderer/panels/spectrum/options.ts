import { z } from 'zod'
import { averagings } from '@shared/analysis/average'
import { spectrumScales } from '@shared/analysis/mean-squares'
import { windowKinds } from '@shared/analysis/window'
import { ChannelRef } from '../channel-ref'

/** Samples a segment can have. */
export const segmentSizes = [256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536] as const
/** Shares of a segment that the next one can have in common with it. */
export const overlaps = [0, 0.5, 0.75, 0.9] as const
export const averageCounts = [2, 4, 8, 16, 32, 64] as const
/** `view`: the newest samples, or those before the moment at which the view is paused; `selection`: between the cursors. */
export const scopes = ['view', 'selection'] as const
export type Scope = (typeof scopes)[number]

export const mostChannels = 6

/** One of a list of numbers; the usual one in place of anything else. */
export function oneOf<Value extends number>(list: readonly Value[], usual: Value): z.ZodCatch<z.ZodLiteral<Value>> {
  return z.literal([...list]).catch(usual)
}

const fields = z.object({
  channels: z.array(ChannelRef).max(mostChannels).catch([]),
  size: oneOf(segmentSizes, 1024),
  window: z.enum(windowKinds).catch('hann'),
  overlap: oneOf(overlaps, 0.5),
  averaging: z.enum(averagings).catch('none'),
  count: oneOf(averageCounts, 8),
  scale: z.enum(spectrumScales).catch('decibel'),
  removeMean: z.boolean().catch(true),
  logFrequency: z.boolean().catch(false),
  scope: z.enum(scopes).catch('view'),
  peaks: z.boolean().catch(true)
})

/** What a panel of this kind remembers. */
export const spectrumOptions = fields.catch(fields.parse({}))
export type SpectrumOptions = z.infer<typeof spectrumOptions>
