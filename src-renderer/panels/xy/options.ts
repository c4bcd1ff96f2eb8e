import { z } from 'zod'

/** What a panel of this kind remembers. */
export const xyOptions = z.object({}).catch({})
export type XyOptions = z.infer<typeof xyOptions>
