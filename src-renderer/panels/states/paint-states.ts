import { labelledTicks } from '../../charts/time-ticks'
import type { CanvasFrame } from '../../composables/use-painted-canvas'
import type { ChartTheme } from '../../charts/theme'
import type { LampRun } from './lamp-runs'

/** css px. */
export const laneHeight = 26
export const axisHeight = 22
export const nameWidth = 120

/** One channel's line of the timeline. */
export interface Lane {
  readonly label: string
  readonly runs: Iterable<LampRun>
}

const colours = ['green', 'yellow', 'red'] as const satisfies readonly (keyof ChartTheme)[]
/** A lamp is told by how high its bar is and by its letter, as well as by its colour. */
const heights = [0.34, 0.62, 0.9] as const

/** Paints the time axis on top and the lanes below it, over [from, to] ms. `letters`: of green, yellow and red. */
export function paintStates(
  { context, width, height, theme }: CanvasFrame,
  lanes: readonly Lane[],
  { from, to, letters }: { readonly from: number; readonly to: number; readonly letters: readonly string[] }
): void {
  const left = Math.min(nameWidth, width * 0.3)
  const right = width - 10
  const x = (time: number): number => left + ((time - from) / (to - from)) * (right - left)
  context.font = theme.font
  context.textBaseline = 'middle'
  paintAxis(context, theme, { from, to, left, right, bottom: height, x })
  for (const [at, lane] of lanes.entries()) {
    const base = axisHeight + (at + 1) * laneHeight
    if (base > height + laneHeight) break
    context.fillStyle = theme.strong
    context.textAlign = 'left'
    context.save()
    context.beginPath()
    context.rect(0, base - laneHeight, left - 8, laneHeight)
    context.clip()
    context.textBaseline = 'alphabetic'
    context.fillText(lane.label, 10, base - 5)
    context.restore()
    for (const run of lane.runs) {
      if (run.to < from || run.from > to) continue
      const start = Math.max(left, x(run.from))
      const end = Math.min(right, Math.max(x(run.to), start + 1.5))
      const tall = heights[run.lamp] * (laneHeight - 4)
      context.fillStyle = theme[colours[run.lamp]]
      context.fillRect(start, base - tall, end - start, tall)
      if (end - start > 14 && run.lamp > 0) {
        context.fillStyle = theme.surface
        context.textAlign = 'center'
        context.fillText(letters[run.lamp], (start + end) / 2, base - tall / 2 + 1)
      }
    }
    context.strokeStyle = theme.grid
    context.beginPath()
    context.moveTo(10, base + 0.5)
    context.lineTo(right, base + 0.5)
    context.stroke()
  }
}

interface Axis {
  readonly from: number
  readonly to: number
  readonly left: number
  readonly right: number
  readonly bottom: number
  x(time: number): number
}

function paintAxis(context: CanvasRenderingContext2D, theme: ChartTheme, axis: Axis): void {
  const { from, to, left, right, bottom, x } = axis
  const ticks = labelledTicks({ from, to }, Math.max(1, Math.floor((right - left) / 110)))
  context.strokeStyle = theme.grid
  context.fillStyle = theme.text
  context.textAlign = 'center'
  context.beginPath()
  for (const { time, label } of ticks) {
    const place = Math.round(x(time)) + 0.5
    if (place > right) break
    context.moveTo(place, axisHeight)
    context.lineTo(place, bottom)
    const half = context.measureText(label).width / 2
    if (place - half >= left - 8 && place + half <= right + 8) context.fillText(label, place, axisHeight / 2 + 1)
  }
  context.stroke()
}
