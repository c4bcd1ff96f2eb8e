import { z } from 'zod'
import { axisIds } from '../../charts/strip-axes'
import { ChannelRef } from '../channel-ref'

const AxisOptions = z.object({
  min: z.number().finite().nullable().catch(null),
  max: z.number().finite().nullable().catch(null),
  log: z.boolean().catch(false)
})
const valid = (key: string): boolean => (axisIds as readonly string[]).includes(key)

const ChartSetup = z.object({
  title: z.string().trim().min(1).max(200).optional().catch(undefined),
  axes: z
    .record(z.string(), AxisOptions)
    .catch({})
    .transform(axes => Object.fromEntries(Object.entries(axes).filter(([key]) => valid(key)))),
  /** Channels the user brought here. */
  added: z.array(ChannelRef).max(64).catch([]),
  /** Names of channels that would be here by themselves, and were taken away. */
  removed: z.array(z.string().max(200)).max(4096).catch([])
})
export type ChartSetup = Readonly<z.infer<typeof ChartSetup>>
export const newChart: ChartSetup = { axes: {}, added: [], removed: [] }

/** What a panel of this kind remembers: what the user changed about charts, by their keys, and the order of charts. */
export const chartsOptions = z
  .object({
    charts: z.record(z.string().max(2600), ChartSetup.catch(newChart)).catch({}),
    order: z.array(z.string().max(2600)).max(4096).catch([])
  })
  .catch({ charts: {}, order: [] })
export type ChartsOptions = z.infer<typeof chartsOptions>

const ownPrefix = 'own:'
/** Whether a chart is one the user made; the others come of themselves. */
export function ownChart(key: string): boolean {
  return key.startsWith(ownPrefix)
}
/** A key no chart has yet. */
export function newChartKey({ charts }: ChartsOptions): string {
  const used = Object.keys(charts)
    .filter(ownChart)
    .map(key => Number(key.slice(ownPrefix.length)) || 0)
  return ownPrefix + (Math.max(0, ...used) + 1)
}
