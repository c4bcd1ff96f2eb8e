import { placeOf } from './strip-mapping'
import { inPlot, type Plot } from './strip-plot'
import type { StripScene } from './strip-scene'

/** More lines with limits than this in one chart would hide their samples behind rules. */
const most = 3

/** The limits of the lamps as dashed rules: short dashes are yellow's, long ones red's. */
export function paintLimits(
  context: CanvasRenderingContext2D,
  scene: StripScene,
  plotOf: (axis: number) => Plot
): void {
  const limited = scene.lines.filter(line => line.limits && (scene.emphasis < 0 || scene.emphasis === line.channel))
  if (limited.length === 0 || limited.length > most) return
  const plot = plotOf(0)
  inPlot(context, plot, () => {
    context.lineWidth = Math.max(1, Math.round(plot.ratio))
    context.globalAlpha = 0.8
    for (const line of limited) {
      for (const lamp of ['yellow', 'red'] as const) {
        context.strokeStyle = scene.theme[lamp]
        context.setLineDash((lamp === 'red' ? [8, 4] : [3, 4]).map(part => part * plot.ratio))
        context.beginPath()
        for (const value of Object.values(line.limits![lamp])) {
          if (value === null) continue
          const y = Math.round(placeOf(scene, line, plotOf(line.axis), value)) + 0.5
          if (Number.isNaN(y)) continue
          context.moveTo(0, y)
          context.lineTo(plot.width, y)
        }
        context.stroke()
      }
    }
  })
}
