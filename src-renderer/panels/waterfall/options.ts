import { z } from 'zod'

/** What a panel of this kind remembers. */
export const waterfallOptions = z.object({}).catch({})
export type WaterfallOptions = z.infer<typeof waterfallOptions>
