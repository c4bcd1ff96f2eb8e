import { mapColour } from '../../charts/colour-map'
import type { PlotFrame } from '../../charts/plot'

/** css px kept free at the plot's right for the legend. */
export const legendWidth = 62
const barWidth = 10

/** What the colours stand for: a bar beside the plot with its numbers, dB. */
export function paintColourLegend(
  frame: PlotFrame,
  { low, high }: { readonly low: number; readonly high: number }
): void {
  const { context, area, theme } = frame
  const [left, height] = [area.right + 8, area.bottom - area.top]
  context.save()
  for (let pixel = 0; pixel < height; pixel++) {
    context.fillStyle = mapColour(Math.round(255 * (1 - pixel / height)))
    context.fillRect(left, area.top + pixel, barWidth, 1.5)
  }
  context.strokeStyle = theme.axis
  context.strokeRect(left + 0.5, area.top + 0.5, barWidth - 1, height - 1)
  context.fillStyle = theme.text
  context.font = theme.font
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const count = Math.max(1, Math.min(6, Math.floor(height / 40)))
  for (let tick = 0; tick <= count; tick++) {
    const value = high - ((high - low) * tick) / count
    const label = `${Math.round(value)}`.replace('-', '−') + (tick === 0 ? ' dB' : '')
    const y = Math.max(area.top + 6, Math.min(area.bottom - 5, area.top + (height * tick) / count))
    context.fillText(label, left + barWidth + 3, y)
  }
  context.restore()
}
