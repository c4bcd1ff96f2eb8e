import { z } from 'zod'
import { ChannelRef } from '../channel-ref'

/** The table's columns, in order; the name is always there. */
export const tableColumns = [
  'value',
  'unit',
  'min',
  'max',
  'mean',
  'count',
  'movingMean',
  'sigma',
  'state',
  'anomalies'
] as const
export type TableColumn = (typeof tableColumns)[number]

const usual: readonly TableColumn[] = ['value', 'unit', 'min', 'max', 'mean', 'sigma', 'state', 'anomalies']

/** What a table remembers. Without channels it shows all. */
export const tableOptions = z
  .object({
    channels: z.array(ChannelRef).max(1024).catch([]).default([]),
    columns: z
      .array(z.enum(tableColumns))
      .catch([...usual])
      .default([...usual]),
    sort: z
      .object({ column: z.enum(['name', ...tableColumns]), ascending: z.boolean() })
      .nullable()
      .catch(null)
      .default(null)
  })
  .catch({ channels: [], columns: [...usual], sort: null })
export type TableOptions = z.infer<typeof tableOptions>
