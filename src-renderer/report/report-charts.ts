import { chartSvg } from '../charts/copy/chart-picture'
import { gutterOf } from '../charts/strip-axes'
import { linesOf } from '../charts/strip-channel'
import { StripChart } from '../charts/strip-chart'
import { StripStore } from '../charts/strip-data'
import { lightTheme } from '../charts/theme'
import type { LiveClient } from '../connection/live-client'
import { clockText } from '../format/times'
import type { ChartEntry } from '../stores/chart-list'

/** css px of a chart in a report: as wide as a page reads well, in points nearly the same. */
const size = { width: 900, height: 240 }

export interface StretchCharts {
  readonly charts: readonly ChartEntry[]
  readonly from: number
  readonly to: number
}

/** Pictures (SVG) of the charts over a stretch, in light colours, whatever the page shows. */
export async function chartPictures(
  live: LiveClient,
  { charts, from, to }: StretchCharts,
  signal: AbortSignal
): Promise<string[]> {
  const pictures: string[] = []
  for (const entry of charts) {
    const channels = entry.channels.map(({ index }) => index)
    const bucket = (to - from) / size.width
    const frame = await live.range({ session: entry.session, channels, bucket, from, to, signal })
    const store = new StripStore(Math.max(1, frame.rows))
    store.apply(frame)
    pictures.push(pictureOf(entry, store, { from, to }))
  }
  return pictures
}

function pictureOf(
  { channels, axes, title }: ChartEntry,
  store: StripStore,
  { from, to }: { readonly from: number; readonly to: number }
): string {
  const chart = new StripChart(document.createElement('canvas'), lightTheme)
  try {
    chart.scene.store = store
    chart.setLines(linesOf(channels, lightTheme), axes)
    chart.setGutter(gutterOf(axes.length))
    chart.resize(size.width, size.height, 1)
    // Finds the axes' ranges, which the picture then keeps.
    chart.draw(to, to - from, { now: 0, still: true })
    const detail = `${clockText(from)} – ${clockText(to)}`
    return chartSvg({ chart, title, detail, edge: to, span: to - from, ...size })
  } finally {
    chart.destroy()
  }
}
