import { anomalyBit } from './strip-data'
import type { LinePaint } from './strip-lines'
import { inPlot } from './strip-plot'
import { visibleRows } from './strip-segments'

/** css px between two marks of one line: closer ones are one mark, else a burst would be a solid bar. */
const spacing = 9
const size = 4.5
const lift = 10
/** From this number on the marks of a line are small ones. */
const many = 40

/**
 * A diamond over every anomaly, at the extreme that is further from the mean: above a peak, below a dip. Red with a halo
 * in the surface's colour, so that it is told by shape and stands out from any line.
 */
export function paintMarks(context: CanvasRenderingContext2D, paint: LinePaint): void {
  const { scene, line, plot } = paint
  if (scene.emphasis >= 0 && scene.emphasis !== line.channel) return
  const marks = anomalyMarks(paint)
  if (marks.length === 0) return
  inPlot(context, plot, () => {
    const half = (marks.length > many ? size * 0.65 : size) * plot.ratio
    context.beginPath()
    for (const { x, y } of marks) {
      context.moveTo(x, y - half)
      context.lineTo(x + half, y)
      context.lineTo(x, y + half)
      context.lineTo(x - half, y)
      context.closePath()
    }
    context.lineJoin = 'round'
    context.lineWidth = (marks.length > many ? 2 : 4) * plot.ratio
    context.strokeStyle = scene.theme.surface
    context.stroke()
    context.fillStyle = scene.theme.red
    context.fill()
  })
}

/** Where the marks of a line go, device px in the plot. */
export function anomalyMarks({ scene, drawn, plot }: LinePaint): { readonly x: number; readonly y: number }[] {
  const { store } = scene
  const { flags, min, max, mean } = drawn
  const { first, last } = visibleRows(store, plot)
  const ground = plot.height + plot.bottom * plot.unit
  const edge = (size + 1) * plot.ratio
  const marks: { x: number; y: number }[] = []
  let lastX = -Infinity
  for (let row = first; row < last; row++) {
    if ((flags[row] & anomalyBit) === 0 || Number.isNaN(min[row])) continue
    const x = (store.time[row] - plot.from) * plot.scale
    if (x - lastX < spacing * plot.ratio) continue
    lastX = x
    // Extremes are turned round where the line is drawn upside down.
    const dips = Math.abs(mean[row] - min[row]) > Math.abs(max[row] - mean[row])
    const sample = ground - (dips ? min[row] : max[row]) * plot.unit
    const y = sample + (dips ? lift : -lift) * plot.ratio
    marks.push({ x, y: Math.min(plot.height - edge, Math.max(edge, y)) })
  }
  return marks
}
