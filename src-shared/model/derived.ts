import { z } from 'zod'

/**
 * A channel computed from others of its session, row by row, in the pipeline: recorded, watched and charted like one the
 * device sends. `expression` is read by `src-shared/expression`.
 */
export const DerivedChannel = z.object({
  name: z.string().trim().min(1).max(200),
  unit: z.string().max(40).default(''),
  expression: z.string().trim().min(1).max(1000)
})
export type DerivedChannel = Readonly<z.infer<typeof DerivedChannel>>

/** All derived channels of a session, in the order in which they are computed: one may use those before it. */
export const DerivedChannels = z.array(DerivedChannel).max(64)
