import { z } from 'zod'

/** What a panel of this kind remembers. */
export const tableOptions = z.object({}).catch({})
export type TableOptions = z.infer<typeof tableOptions>
