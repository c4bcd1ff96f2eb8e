import { z } from 'zod'

/** What a panel of this kind remembers. */
export const chartsOptions = z.object({}).catch({})
export type ChartsOptions = z.infer<typeof chartsOptions>
