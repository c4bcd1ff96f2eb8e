import { inPlot, type Plot } from './strip-plot'
import type { StripScene } from './strip-scene'

/** A moment that a chart's times are counted from, and the level a channel was watched for. */
export interface SceneTrigger {
  /** ms since the epoch. */
  readonly time: number
  /** Column index of the channel the level belongs to. */
  readonly channel: number
  /** null where it was no level that was watched. */
  readonly level: number | null
}

/** css px. */
const markSize = 5

/** A rule at the moment, with a mark on its top, and a dotted one at the level. */
export function paintTrigger(
  context: CanvasRenderingContext2D,
  scene: StripScene,
  plotOfAxis: (axis: number) => Plot
): void {
  const { trigger, theme } = scene
  if (!trigger) return
  const line = scene.lines.find(({ channel }) => channel === trigger.channel)
  const plot = plotOfAxis(line?.axis ?? 0)
  inPlot(context, plot, () => {
    const x = Math.round((trigger.time - plot.from) * plot.scale) + 0.5
    const half = markSize * plot.ratio
    context.strokeStyle = context.fillStyle = theme.accent
    context.lineWidth = Math.max(1, Math.round(plot.ratio))
    context.beginPath()
    context.moveTo(x, 0)
    context.lineTo(x, plot.height)
    context.stroke()
    context.beginPath()
    context.moveTo(x - half, 0)
    context.lineTo(x + half, 0)
    context.lineTo(x, half * 1.4)
    context.closePath()
    context.fill()
    if (trigger.level === null || !line) return
    const y = Math.round(plot.height - (trigger.level * line.scale + line.offset - plot.bottom) * plot.unit) + 0.5
    context.setLineDash([2, 3].map(part => part * plot.ratio))
    context.beginPath()
    context.moveTo(0, y)
    context.lineTo(plot.width, y)
    context.stroke()
  })
}
