import { fitting } from './fitting-words'
import { inPlot, type Plot } from './strip-plot'
import type { StripScene } from './strip-scene'

/** A moment somebody marked. */
export interface SceneMark {
  /** ms since the epoch. */
  readonly time: number
  readonly label: string
}

/** css px. */
const longestLabel = 160
const flagHeight = 14

/** A dotted rule at each mark, with its words on a flag at the top; words that would run into the next mark's are left out. */
export function paintMoments(context: CanvasRenderingContext2D, { marks, theme }: StripScene, plot: Plot): void {
  const { ratio, from, scale, width, height } = plot
  const shown = marks
    .map(({ time, label }) => ({ label, x: Math.round((time - from) * scale) + 0.5 }))
    .filter(({ x }) => x >= -longestLabel * ratio && x <= width)
    .sort((one, other) => one.x - other.x)
  if (shown.length === 0) return
  inPlot(context, plot, () => {
    context.strokeStyle = theme.strong
    context.lineWidth = Math.max(1, Math.round(ratio))
    context.setLineDash([1, 3].map(part => part * ratio))
    context.beginPath()
    for (const { x } of shown) {
      context.moveTo(x, 0)
      context.lineTo(x, height)
    }
    context.stroke()
    context.setLineDash([])
    // Device pixels here: the font is the theme's, larger by their number a css pixel.
    context.font = theme.font.replace(/[\d.]+px/, size => `${parseFloat(size) * ratio}px`)
    context.textAlign = 'left'
    context.textBaseline = 'middle'
    for (const [at, { x, label }] of shown.entries()) {
      const room = Math.min(longestLabel * ratio, (shown[at + 1]?.x ?? Infinity) - x - 2 * ratio)
      paintFlag(context, { x, room, ratio, label, theme })
    }
  })
}

function paintFlag(
  context: CanvasRenderingContext2D,
  {
    x,
    room,
    ratio,
    label,
    theme
  }: { x: number; room: number; ratio: number; label: string; theme: StripScene['theme'] }
): void {
  const words = fitting(context, label, room - 8 * ratio)
  const width =
    words === '' ? Math.min(6 * ratio, Math.max(2 * ratio, room)) : context.measureText(words).width + 8 * ratio
  context.fillStyle = theme.strong
  context.fillRect(x, 0, width, words === '' ? 6 * ratio : flagHeight * ratio)
  context.fillStyle = theme.surface
  context.fillText(words, x + 4 * ratio, (flagHeight / 2) * ratio + 0.5)
}
