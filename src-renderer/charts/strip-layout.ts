import type { ChartConfiguration, ChartOptions } from 'chart.js'
import { fittingGutter, type Gutter, type StripAxis } from './strip-axes'
import { stripPlugin } from './strip-plugin'
import { valueAxisWidth } from './strip-scale'
import { axisTitleWidth } from './strip-value-scale'

/** How Chart.js is to make a strip chart: no animation, no events, no layout of its own; see `StripChart`. */
export function chartOf(axes: readonly StripAxis[]): ChartConfiguration<'strip'> {
  return {
    type: 'strip',
    data: { datasets: [] },
    plugins: [stripPlugin],
    options: {
      animation: false,
      responsive: false,
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { top: 6, right: 10, bottom: 0, left: 0 }, autoPadding: false },
      scales: scalesOf(axes)
    }
  }
}

/** Chart.js' scales for these axes: left and right in turn, further ones outside. */
export function scalesOf(axes: readonly StripAxis[]): NonNullable<ChartOptions<'strip'>['scales']> {
  return {
    x: { type: 'strip-time', position: 'bottom' },
    ...Object.fromEntries(
      axes.map(({ id }, at) => [id, { type: 'strip-value', axis: 'y', position: at % 2 === 0 ? 'left' : 'right' }])
    )
  }
}

/** css px around the plot and its axes, and the width of each axis: of its place, or 0 where there is no room for it. */
export function layOut(
  axes: readonly string[],
  gutter: Gutter,
  canvasWidth: number
): {
  readonly padding: Readonly<Record<'top' | 'bottom' | 'left' | 'right', number>>
  readonly widths: readonly number[]
} {
  const many = gutter.left + gutter.right > 1
  const width = valueAxisWidth + (many ? axisTitleWidth : 0)
  const places = fittingGutter(gutter, canvasWidth, width)
  const own = { left: 0, right: 0 }
  const widths = axes.map((_, at) => {
    const side = at % 2 === 0 ? 'left' : 'right'
    if (own[side] >= places[side]) return 0
    own[side]++
    return width
  })
  const padding = {
    top: 6,
    bottom: 0,
    left: (places.left - own.left) * width,
    right: (places.right > 0 ? 2 : 10) + (places.right - own.right) * width
  }
  return { padding, widths }
}
