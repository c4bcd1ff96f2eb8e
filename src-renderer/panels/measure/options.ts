import { z } from 'zod'
import { measureColumns } from './columns'

/** What a panel of this kind remembers. */
export const measureOptions = z
  .object({
    /** Whether the values under the pointer have a column. */
    pointer: z.boolean().catch(false),
    /** null: in the order of the devices. */
    sort: z
      .object({ by: z.enum(measureColumns), descending: z.boolean() })
      .nullable()
      .catch(null)
  })
  .catch({ pointer: false, sort: null })
export type MeasureOptions = z.infer<typeof measureOptions>
