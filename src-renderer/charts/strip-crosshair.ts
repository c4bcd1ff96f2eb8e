import { readAt } from './readout'
import { placeOf } from './strip-mapping'
import { inPlot, type Plot } from './strip-plot'
import type { StripScene } from './strip-scene'

/** css px around the pointer within which a sample is read. */
export const reach = 24

/** The time under the pointer, ms; NaN when it is not in the plot. */
export function pointerTime(scene: StripScene, plot: Plot): number {
  const x = scene.pointer * plot.ratio - plot.left
  return x >= 0 && x <= plot.width ? plot.from + x / plot.scale : NaN
}

/** A vertical rule under the pointer and a ring on every line it meets. */
export function paintCrosshair(
  context: CanvasRenderingContext2D,
  scene: StripScene,
  plotOf: (axis: number) => Plot
): void {
  const plot = plotOf(0)
  const time = pointerTime(scene, plot)
  if (Number.isNaN(time)) return
  inPlot(context, plot, () => {
    const x = Math.round((time - plot.from) * plot.scale) + 0.5
    context.strokeStyle = scene.theme.text
    context.globalAlpha = 0.6
    context.lineWidth = 1
    context.beginPath()
    context.moveTo(x, 0)
    context.lineTo(x, plot.height)
    context.stroke()
    context.globalAlpha = 1
    context.lineWidth = 2 * plot.ratio
    context.strokeStyle = scene.theme.surface
    for (const entry of readAt(scene.store, scene.lines, { time, reach: (reach * plot.ratio) / plot.scale })) {
      context.fillStyle = entry.line.colour
      for (const value of entry.min === entry.max ? [entry.max] : [entry.min, entry.max]) {
        const y = placeOf(scene, entry.line, plotOf(entry.line.axis), value)
        if (Number.isNaN(y)) continue
        context.beginPath()
        context.arc((entry.time - plot.from) * plot.scale, y, 3.5 * plot.ratio, 0, 2 * Math.PI)
        context.stroke()
        context.fill()
      }
    }
  })
}
