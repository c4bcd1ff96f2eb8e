import type { ChannelColour } from '../../charts/palette'
import { fitting } from '../../charts/fitting-words'
import type { PlotFrame } from '../../charts/plot'
import type { Moment } from './align'
import { lastAtOrBefore, type OverviewColumns } from './overview-columns'

/** A line of the picture. */
export interface CompareLine {
  readonly capture: string
  readonly channel: string
  readonly unit: string
  /** Its value axis, by its place. */
  readonly axis: number
  readonly colour: ChannelColour
  readonly dash: readonly number[]
  /** Taken away from times since the epoch to get the place on the axis, ms. */
  readonly origin: number
}

/** Opacity of the off part of a dash: never nothing, so that a dash hides no peak. */
const dashFloor = 0.3
/** Rows for a css pixel from which extremes are drawn one by one instead of as a line. */
const dense = 0.5

/** Draws a line out of the extremes of its buckets; nothing joins what a gap parts. `seen` are the ends of the axis. */
export function paintCompareLine(
  frame: PlotFrame,
  line: CompareLine,
  {
    columns,
    seen
  }: { readonly columns: OverviewColumns; readonly seen: { readonly min: number; readonly max: number } }
): void {
  const { context, area, theme } = frame
  const column = columns.channels.get(line.channel)
  if (!column) return
  const { time, gap } = columns
  const xOf = (row: number): number => frame.xOf(time[row] - line.origin)
  const first = Math.max(0, lastAtOrBefore(time, seen.min + line.origin) - 1)
  const last = Math.min(time.length, lastAtOrBefore(time, seen.max + line.origin) + 2)
  context.strokeStyle = theme.dark ? line.colour.dark : line.colour.light
  const yOf = (value: number): number => frame.yOf(value, line.axis)
  const rows = { first, last, gap, xOf, yOf, ...column }
  if (last - first > (area.right - area.left) * dense) paintExtremes(frame, line, rows)
  else paintPolyline(frame, line, rows)
  context.setLineDash([])
  context.globalAlpha = 1
}

interface Rows {
  readonly first: number
  readonly last: number
  readonly gap: Float64Array
  readonly min: Float64Array
  readonly max: Float64Array
  xOf(row: number): number
  yOf(value: number): number
}

/** One upright stroke a bucket, joined to the one before; a dash goes with the place, not along the strokes. */
function paintExtremes({ context }: PlotFrame, { dash }: CompareLine, rows: Rows): void {
  const { yOf } = rows
  const period = dash.reduce((sum, part) => sum + part, 0)
  context.lineWidth = 1.25
  context.lineJoin = 'bevel'
  for (const on of dash.length > 0 ? [false, true] : [true]) {
    context.globalAlpha = on ? 1 : dashFloor
    context.beginPath()
    let [low, high] = [NaN, NaN]
    for (let row = rows.first; row < rows.last; row++) {
      if (rows.gap[row] === 1) low = NaN
      if (Number.isNaN(rows.min[row])) continue
      const [bottom, top] = [rows.min[row], rows.max[row]]
      const x = rows.xOf(row)
      if (isOn(dash, period, x) === on) {
        // Reaches to where the bucket before was, so that a steep slope has no holes.
        const from = Number.isNaN(low) ? bottom : Math.min(bottom, high)
        const to = Number.isNaN(low) ? top : Math.max(top, low)
        context.moveTo(x, yOf(from) + 0.6)
        context.lineTo(x, yOf(to) - 0.6)
      }
      ;[low, high] = [bottom, top]
    }
    context.stroke()
  }
}

function isOn(dash: readonly number[], period: number, x: number): boolean {
  let end = 0
  const place = ((x % period) + period) % period
  for (const [at, part] of dash.entries()) {
    end += part
    if (place < end) return at % 2 === 0
  }
  return true
}

function paintPolyline({ context, area }: PlotFrame, { dash }: CompareLine, rows: Rows): void {
  const { yOf } = rows
  context.lineWidth = 1.5
  context.lineJoin = 'bevel'
  context.setLineDash([...dash])
  context.beginPath()
  const dots: [number, number][] = []
  let broken = true
  for (let row = rows.first; row < rows.last; row++) {
    if (rows.gap[row] === 1) broken = true
    if (Number.isNaN(rows.min[row])) continue
    const [x, low, high] = [rows.xOf(row), yOf(rows.min[row]), yOf(rows.max[row])]
    if (broken) context.moveTo(x - 1, high)
    context.lineTo(x, high)
    if (low !== high) context.lineTo(x, low)
    dots.push([x, high])
    broken = false
  }
  context.stroke()
  if (dots.length * 12 > area.right - area.left) return
  context.fillStyle = context.strokeStyle
  for (const [x, y] of dots) {
    context.beginPath()
    context.arc(x, y, 2.25, 0, 2 * Math.PI)
    context.fill()
  }
}

/** Moments with a rule each; more are only marked at the edge. */
const mostRules = 40
/** css px. */
const markRoom = 9
const lane = 15
const longestLabel = 170

/**
 * Signs of what happened in a recording, `row` lanes from the edge: what has words at the top, with rules and labels while they
 * are few; anomalies and gaps at the bottom.
 */
export function paintMoments(
  frame: PlotFrame,
  moments: readonly Moment[],
  { origin, colour, row }: Pick<CompareLine, 'origin' | 'colour'> & { readonly row: number }
): void {
  const { area, theme } = frame
  const own = theme.dark ? colour.dark : colour.light
  const places = moments.map(moment => ({ ...moment, x: frame.xOf(moment.time - origin) }))
  const shown = places.filter(({ x }) => x >= area.left - 1 && x <= area.right + 1)
  paintNamed(
    frame,
    shown.filter(({ label }) => label !== ''),
    { own, y: area.top + 8 + row * lane }
  )
  let free = -Infinity
  for (const { kind, x, label } of shown) {
    if (label !== '' || x < free) continue
    free = x + markRoom
    frame.context.fillStyle = kind === 'gap' ? theme.yellow : theme.red
    paintSign(frame.context, kind, x, area.bottom - 8 - row * lane)
  }
}

type Placed = Moment & { readonly x: number }

function paintNamed(
  { context, area, theme }: PlotFrame,
  moments: readonly Placed[],
  { own, y }: { readonly own: string; readonly y: number }
): void {
  const isFew = moments.length <= mostRules
  context.font = theme.font
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  if (isFew) paintRules(context, moments, { own, y, bottom: area.bottom })
  for (const [at, { kind, x, label }] of moments.entries()) {
    const room = Math.min(area.right, (moments[at + 1]?.x ?? Infinity) - 6) - x - 14
    const words = isFew ? fitting(context, label, Math.min(longestLabel, room)) : ''
    if (words !== '') {
      context.fillStyle = theme.surface
      context.fillRect(x, y - 7, context.measureText(words).width + 14, 14)
      context.fillStyle = theme.strong
      context.fillText(words, x + 11, y)
    }
    context.fillStyle = kind === 'red' ? theme.red : own
    paintSign(context, kind, x, y)
  }
}

function paintRules(
  context: CanvasRenderingContext2D,
  moments: readonly Placed[],
  { own, y, bottom }: { readonly own: string; readonly y: number; readonly bottom: number }
): void {
  context.strokeStyle = own
  context.lineWidth = 1
  context.setLineDash([2, 4])
  context.beginPath()
  for (const { x } of moments) {
    context.moveTo(Math.round(x) + 0.5, y)
    context.lineTo(Math.round(x) + 0.5, bottom)
  }
  context.stroke()
  context.setLineDash([])
}

/** Each kind has a form of its own. */
function paintSign(context: CanvasRenderingContext2D, kind: Moment['kind'], x: number, y: number): void {
  context.beginPath()
  if (kind === 'red') context.arc(x, y, 4, 0, 2 * Math.PI)
  else if (kind === 'gap') context.rect(x - 1.5, y - 5, 3, 10)
  else for (const [at, [dx, dy]] of forms[kind].entries()) context[at === 0 ? 'moveTo' : 'lineTo'](x + dx, y + dy)
  context.fill()
}

const flag = [
  [0, -6],
  [8, -3],
  [1.5, 0],
  [1.5, 6],
  [0, 6]
] as const
const forms = {
  bookmark: flag,
  mark: flag,
  trigger: [
    [-5, -5],
    [5, -5],
    [0, 4]
  ],
  anomaly: [
    [0, -4.5],
    [4.5, 0],
    [0, 4.5],
    [-4.5, 0]
  ]
} as const
