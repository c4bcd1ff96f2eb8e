import { z } from 'zod'
import { windowKinds } from '@shared/analysis/window'
import { ChannelRef } from '../channel-ref'
import { oneOf, overlaps } from '../spectrum/options'

/** Every line of the picture keeps its spectrum: longer ones than these would fill the memory. */
export const lineSizes = [64, 128, 256, 512, 1024, 2048, 4096, 8192] as const

const decibel = z.number().min(-400).max(400)

const fields = z.object({
  channels: z.array(ChannelRef).max(1).catch([]),
  size: oneOf(lineSizes, 256),
  window: z.enum(windowKinds).catch('hann'),
  overlap: oneOf(overlaps, 0.75),
  logFrequency: z.boolean().catch(false),
  /** Ends of the colour scale, dB; null follows the data. */
  range: z
    .object({ low: decibel, high: decibel })
    .refine(({ low, high }) => high - low >= 1)
    .nullable()
    .catch(null)
})

/** What a panel of this kind remembers. */
export const waterfallOptions = fields.catch(fields.parse({}))
export type WaterfallOptions = z.infer<typeof waterfallOptions>
