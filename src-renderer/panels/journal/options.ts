import { z } from 'zod'

/** What a panel of this kind remembers. */
export const journalOptions = z.object({}).catch({})
export type JournalOptions = z.infer<typeof journalOptions>
