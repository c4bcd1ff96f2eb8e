import type { StripColumns } from './strip-data'
import type { DrawnColumns } from './strip-mapping'
import { inPlot, type Plot } from './strip-plot'
import type { StripLine, StripScene } from './strip-scene'
import { createSegments, fillSegments, visibleRows } from './strip-segments'

/** What a painter of one line is given. */
export interface LinePaint {
  readonly scene: StripScene
  readonly line: StripLine
  /** The channel's own columns. */
  readonly columns: StripColumns
  /** What of them is drawn by `plot`. */
  readonly drawn: StripColumns
  readonly plot: Plot
  readonly bend: DrawnColumns['bend']
}

/** Draws happen one after the other, so all charts share one buffer. */
const segments = createSegments()
/** Opacity of the off part of a dash: never nothing, so that a dash hides no peak. */
const dashFloor = 0.35
const dimmed = 0.22

/** One channel's line, into device pixels. */
export function paintLine(context: CanvasRenderingContext2D, paint: LinePaint): void {
  const { scene, line, plot } = paint
  inPlot(context, plot, () => {
    context.strokeStyle = line.colour
    context.globalAlpha = scene.emphasis < 0 || scene.emphasis === line.channel ? 1 : dimmed
    if (scene.dense) paintDense(context, paint)
    else paintSparse(context, paint)
  })
}

/**
 * One hairline a device column, made thick by making it longer: a stroke wider than one device pixel falls into a raster
 * path that is tens of times slower on long lines.
 */
function paintDense(context: CanvasRenderingContext2D, { scene, line, drawn, plot }: LinePaint): void {
  fillSegments(scene.store, drawn, plot, segments)
  const { count, x, top, bottom } = segments
  const half = (scene.lineWidth * plot.ratio) / 2
  context.lineWidth = 1
  if (line.dash.length === 0) {
    context.beginPath()
    for (let at = 0; at < count; at++) {
      context.moveTo(x[at] + 0.5, top[at] - half)
      context.lineTo(x[at] + 0.5, bottom[at] + half)
    }
    context.stroke()
    return
  }
  // A dash goes with the data: its phase comes from the column's place since the epoch, not on the screen.
  const period = line.dash.reduce((sum, part) => sum + part, 0) * plot.ratio
  const phase = (plot.from * plot.scale) % period
  const alpha = context.globalAlpha
  for (const on of [false, true]) {
    context.globalAlpha = on ? alpha : alpha * dashFloor
    context.beginPath()
    for (let at = 0; at < count; at++) {
      if (isOn(line.dash, (phase + x[at]) % period, plot.ratio) !== on) continue
      context.moveTo(x[at] + 0.5, top[at] - half)
      context.lineTo(x[at] + 0.5, bottom[at] + half)
    }
    context.stroke()
  }
}

function isOn(dash: readonly number[], place: number, ratio: number): boolean {
  let end = 0
  for (const [at, part] of dash.entries()) {
    end += part * ratio
    if (place < end) return at % 2 === 0
  }
  return true
}

/** A polyline through the samples' own times; dots when they are far enough apart to be told from each other. */
function paintSparse(context: CanvasRenderingContext2D, { scene, line, drawn, plot }: LinePaint): void {
  const { time, gap } = scene.store
  const { min, max, hole } = drawn
  const { first, last } = visibleRows(scene.store, plot)
  const ground = plot.height + plot.bottom * plot.unit
  context.lineWidth = Math.max(1, scene.lineWidth * plot.ratio)
  context.lineJoin = 'bevel' // a miter draws a false peak
  context.beginPath()
  let broken = true
  let points = 0
  let before = 0
  for (let row = first; row < last; row++) {
    if (gap[row] !== 0) broken = true
    if (Number.isNaN(min[row])) {
      if (hole?.[row]) broken = true
      continue
    }
    const x = (time[row] - plot.from) * plot.scale
    const low = ground - min[row] * plot.unit
    const high = ground - max[row] * plot.unit
    // Of two extremes in a bucket the one nearer to where the line comes from is first.
    const highFirst = Math.abs(high - before) < Math.abs(low - before)
    if (broken) {
      // A single sample between two gaps would be invisible as a line; a short dash shows it.
      context.moveTo(x - plot.ratio, low)
      context.lineTo(x, low)
    } else context.lineTo(x, highFirst ? high : low)
    if (low !== high) context.lineTo(x, highFirst && !broken ? low : high)
    before = highFirst && !broken ? low : high
    broken = false
    points++
  }
  strokeDashed(context, line, plot.ratio)
  if (points * 12 * plot.ratio > plot.width) return
  context.beginPath()
  const radius = 2.25 * plot.ratio
  for (let row = first; row < last; row++) {
    if (Number.isNaN(min[row])) continue
    const x = (time[row] - plot.from) * plot.scale
    const y = ground - max[row] * plot.unit
    context.moveTo(x + radius, y)
    context.arc(x, y, radius, 0, 2 * Math.PI)
  }
  context.fillStyle = line.colour
  context.fill()
}

function strokeDashed(context: CanvasRenderingContext2D, line: StripLine, ratio: number): void {
  if (line.dash.length > 0) {
    const alpha = context.globalAlpha
    context.globalAlpha = alpha * dashFloor
    context.stroke()
    context.globalAlpha = alpha
    context.setLineDash(line.dash.map(part => part * ratio))
  }
  context.stroke()
  context.setLineDash([])
}
