import { z } from 'zod'

/** What a panel of this kind remembers. */
export const measureOptions = z.object({}).catch({})
export type MeasureOptions = z.infer<typeof measureOptions>
