import { z } from 'zod'

/** What a panel of this kind remembers. */
export const gaugeOptions = z.object({}).catch({})
export type GaugeOptions = z.infer<typeof gaugeOptions>
