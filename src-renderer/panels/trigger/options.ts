import { z } from 'zod'

/** What a panel of this kind remembers. */
export const triggerOptions = z.object({}).catch({})
export type TriggerOptions = z.infer<typeof triggerOptions>
