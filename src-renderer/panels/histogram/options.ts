import { z } from 'zod'

/** What a panel of this kind remembers. */
export const histogramOptions = z.object({}).catch({})
export type HistogramOptions = z.infer<typeof histogramOptions>
