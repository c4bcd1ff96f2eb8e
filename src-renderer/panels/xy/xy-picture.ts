import type { PlotFrame } from '../../charts/plot'
import type { Trail } from './trails'

/** Steps in which a trail fades: each is a stroke of its own. */
const fadeSteps = 10
const faintest = 0.12

export interface XyLook {
  readonly style: 'line' | 'points'
  readonly fade: boolean
}

/** Paints the trails, older parts fainter, and marks the newest point of each. */
export function paintTrails(frame: PlotFrame, trails: readonly Trail[], { style, fade }: XyLook): void {
  const { context, theme } = frame
  for (const trail of trails) {
    const colour = theme.dark ? trail.y.colour.dark : trail.y.colour.light
    context.strokeStyle = context.fillStyle = colour
    context.lineWidth = 1.5
    context.lineJoin = 'bevel'
    const steps = fade ? fadeSteps : 1
    const { length } = trail.drawn
    for (let step = 0; step < steps; step++) {
      const from = Math.floor((step * length) / steps)
      const to = Math.floor(((step + 1) * length) / steps)
      context.globalAlpha = faintest + (1 - faintest) * ((step + 1) / steps) ** 1.5
      if (style === 'line') paintLine(frame, trail, Math.max(0, from - 1), to)
      else paintPoints(frame, trail, from, to)
    }
    context.globalAlpha = 1
  }
  for (const trail of trails) {
    const colour = theme.dark ? trail.y.colour.dark : trail.y.colour.light
    context.fillStyle = colour
    context.strokeStyle = theme.surface
    context.lineWidth = 2
    context.beginPath()
    context.arc(frame.xOf(trail.xs[trail.newest]), frame.yOf(trail.ys[trail.newest]), 5, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
}

function paintLine({ context, xOf, yOf }: PlotFrame, { xs, ys, drawn }: Trail, from: number, to: number): void {
  context.beginPath()
  let broken = true
  for (let place = from; place < to; place++) {
    const at = drawn[place]
    if (Number.isNaN(xs[at]) || Number.isNaN(ys[at])) {
      broken = true
      continue
    }
    if (broken) context.moveTo(xOf(xs[at]), yOf(ys[at]))
    else context.lineTo(xOf(xs[at]), yOf(ys[at]))
    broken = false
  }
  context.stroke()
}

function paintPoints({ context, xOf, yOf }: PlotFrame, { xs, ys, drawn }: Trail, from: number, to: number): void {
  for (let place = from; place < to; place++) {
    const at = drawn[place]
    if (!Number.isNaN(xs[at]) && !Number.isNaN(ys[at])) context.fillRect(xOf(xs[at]) - 1.5, yOf(ys[at]) - 1.5, 3, 3)
  }
}
