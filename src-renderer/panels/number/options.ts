import { z } from 'zod'

/** What a panel of this kind remembers. */
export const numberOptions = z.object({}).catch({})
export type NumberOptions = z.infer<typeof numberOptions>
