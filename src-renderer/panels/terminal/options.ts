import { z } from 'zod'

/** What a terminal remembers. */
export const terminalOptions = z
  .object({
    /** The device's address; '' shows the chosen channel's device. */
    address: z.string().max(2048).catch(''),
    mode: z.enum(['text', 'hex']).catch('text'),
    times: z.boolean().catch(true),
    /** Whether line ends are shown as signs. */
    endings: z.boolean().catch(false),
    /** Words or a /regular expression/; '' for none. */
    filter: z.string().max(500).catch(''),
    filtering: z.enum(['only', 'highlight']).catch('only'),
    /** Reads what comes aloud. */
    spoken: z.boolean().catch(false),
    /** Shows the saved commands. */
    commands: z.boolean().catch(true)
  })
  .catch({
    address: '',
    mode: 'text',
    times: true,
    endings: false,
    filter: '',
    filtering: 'only',
    spoken: false,
    commands: true
  })
export type TerminalOptions = Readonly<z.infer<typeof terminalOptions>>
