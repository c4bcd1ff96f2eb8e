import { inPlot, type Plot } from './strip-plot'
import type { StripScene } from './strip-scene'

/** Times of the cursors a chart shows, ms; null where there is none. */
export interface SceneCursors {
  readonly a: number | null
  readonly b: number | null
}

/** Opacity of the ground between the cursors. */
const tint = 0.1

/** The ground between two cursors; lies under the lines. */
export function paintSelection(context: CanvasRenderingContext2D, { cursors, theme }: StripScene, plot: Plot): void {
  const { a, b } = cursors
  if (a === null || b === null) return
  inPlot(context, plot, () => {
    const left = (Math.min(a, b) - plot.from) * plot.scale
    const right = (Math.max(a, b) - plot.from) * plot.scale
    context.globalAlpha = tint
    context.fillStyle = theme.accent
    context.fillRect(left, 0, right - left, plot.height)
  })
}

/** A rule at each cursor; B's is dashed, so that the two are told apart without colour. */
export function paintCursors(context: CanvasRenderingContext2D, { cursors, theme }: StripScene, plot: Plot): void {
  if (cursors.a === null && cursors.b === null) return
  inPlot(context, plot, () => {
    context.strokeStyle = theme.accent
    context.lineWidth = Math.max(1, Math.round(plot.ratio))
    for (const name of ['a', 'b'] as const) {
      const time = cursors[name]
      if (time === null) continue
      const x = Math.round((time - plot.from) * plot.scale) + 0.5
      context.setLineDash(name === 'a' ? [] : [6, 3].map(part => part * plot.ratio))
      context.beginPath()
      context.moveTo(x, 0)
      context.lineTo(x, plot.height)
      context.stroke()
    }
  })
}
