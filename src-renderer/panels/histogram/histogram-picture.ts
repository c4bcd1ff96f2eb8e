import { type HistogramScale, normalAt, perValue } from '@shared/analysis/histogram'
import type { PlotFrame } from '../../charts/plot'
import type { ChannelHistogram } from './channel-histograms'

export interface HistogramLook {
  readonly scale: HistogramScale
  readonly normal: boolean
  /** Bin under the pointer; -1 without one. */
  readonly bin: number
}

/** The highest bar or curve, on the scale. */
export function highestOf(histograms: readonly ChannelHistogram[], { scale, normal }: HistogramLook): number {
  return histograms.reduce((highest, { histogram }) => {
    const curve = normal ? normalAt(histogram, histogram.mean, scale) || 0 : 0
    return Math.max(
      highest,
      curve,
      histogram.counts.reduce((most, one) => Math.max(most, one), 0) * perValue(histogram, scale)
    )
  }, 0)
}

/** Paints the bars, the normal curves over them, and what the pointer is at. */
export function paintHistograms(frame: PlotFrame, histograms: readonly ChannelHistogram[], look: HistogramLook): void {
  const { context, theme } = frame
  for (const { shown, histogram } of histograms) {
    const colour = theme.dark ? shown.colour.dark : shown.colour.light
    const unit = perValue(histogram, look.scale)
    const { first, width, count } = histogram.bins
    const floor = frame.yOf(0)
    context.fillStyle = context.strokeStyle = colour
    context.lineWidth = 1
    for (let bin = 0; bin < count; bin++) {
      if (histogram.counts[bin] === 0) continue
      const left = frame.xOf(first + bin * width)
      const right = frame.xOf(first + (bin + 1) * width)
      // A bar of one value among a million is still to be seen.
      const top = Math.min(floor - 1, frame.yOf(histogram.counts[bin] * unit))
      const air = right - left > 4 ? 0.5 : 0
      context.globalAlpha = bin === look.bin ? 0.85 : histograms.length > 1 ? 0.35 : 0.55
      context.fillRect(left + air, top, Math.max(0.5, right - left - 2 * air), floor - top)
      context.globalAlpha = 1
      context.beginPath()
      context.moveTo(left + air, top + 0.5)
      context.lineTo(Math.max(left + 0.5, right - air), top + 0.5)
      context.stroke()
    }
  }
  if (!look.normal) return
  context.lineWidth = 1.5
  for (const { shown, histogram } of histograms) {
    if (!(histogram.sigma > 0)) continue
    context.strokeStyle = histograms.length > 1 ? (theme.dark ? shown.colour.dark : shown.colour.light) : theme.strong
    context.setLineDash([5, 3])
    context.beginPath()
    for (let place = -4; place <= 4; place += 0.05) {
      const value = histogram.mean + place * histogram.sigma
      context.lineTo(frame.xOf(value), frame.yOf(normalAt(histogram, value, look.scale)))
    }
    context.stroke()
  }
  context.setLineDash([])
}
