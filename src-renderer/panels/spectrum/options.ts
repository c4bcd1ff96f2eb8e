import { z } from 'zod'

/** What a panel of this kind remembers. */
export const spectrumOptions = z.object({}).catch({})
export type SpectrumOptions = z.infer<typeof spectrumOptions>
