import { z } from 'zod'

/** What a panel of this kind remembers. */
export const terminalOptions = z.object({}).catch({})
export type TerminalOptions = z.infer<typeof terminalOptions>
