import { z } from 'zod'

/** What a panel of this kind remembers. */
export const orientationOptions = z.object({}).catch({})
export type OrientationOptions = z.infer<typeof orientationOptions>
