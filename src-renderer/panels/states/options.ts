import { z } from 'zod'

/** What a panel of this kind remembers. */
export const statesOptions = z.object({}).catch({})
export type StatesOptions = z.infer<typeof statesOptions>
