import { z } from 'zod'

/** What a panel of this kind remembers. */
export const mapOptions = z.object({}).catch({})
export type MapOptions = z.infer<typeof mapOptions>
