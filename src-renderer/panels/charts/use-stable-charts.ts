import { type ShallowRef, shallowRef, watchEffect } from 'vue'
import type { ChartEntry } from '../../stores/chart-list'

/**
 * The charts, as objects that stay the same until something of them changes: snapshots of the sessions come four times a
 * second, and a chart must not be set up anew each time.
 */
export function useStableCharts(make: () => readonly ChartEntry[]): Readonly<ShallowRef<readonly ChartEntry[]>> {
  const charts = shallowRef<readonly ChartEntry[]>([])
  let known = new Map<string, { readonly text: string; readonly chart: ChartEntry }>()
  watchEffect(() => {
    const next = new Map<string, { readonly text: string; readonly chart: ChartEntry }>()
    for (const chart of make()) {
      const text = JSON.stringify(chart)
      const before = known.get(chart.key)
      next.set(chart.key, before?.text === text ? before : { text, chart })
    }
    known = next
    charts.value = [...next.values()].map(({ chart }) => chart)
  })
  return charts
}
