import type { ChannelColour } from '../../charts/palette'
import type { PlotFrame } from '../../charts/plot'
import type { Moment } from './align'
import { lastAtOrBefore, type OverviewColumns } from './overview-columns'

/** A line of the picture. */
export interface CompareLine {
  readonly capture: string
  readonly channel: string
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
  const rows = { first, last, gap, xOf, ...column }
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
}

/** One upright stroke a bucket, joined to the one before; a dash goes with the place, not along the strokes. */
function paintExtremes({ context, yOf }: PlotFrame, { dash }: CompareLine, rows: Rows): void {
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

function paintPolyline({ context, area, yOf }: PlotFrame, { dash }: CompareLine, rows: Rows): void {
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
const markRoom = 9

/** Signs of what happened in a recording, `row` lanes below the upper edge; rules and labels while they are few. */
export function paintMoments(
  frame: PlotFrame,
  moments: readonly Moment[],
  { origin, colour, row }: Pick<CompareLine, 'origin' | 'colour'> & { readonly row: number }
): void {
  const { context, area, theme } = frame
  const y = area.top + 7 + row * 14
  const shown = moments
    .map(moment => ({ ...moment, x: frame.xOf(moment.time - origin) }))
    .filter(({ x }) => x >= area.left - 1 && x <= area.right + 1)
  const ruled = shown.filter(({ label }) => label !== '')
  const own = theme.dark ? colour.dark : colour.light
  context.font = theme.font
  context.textBaseline = 'middle'
  if (ruled.length <= mostRules) {
    context.strokeStyle = own
    context.lineWidth = 1
    context.setLineDash([2, 4])
    context.beginPath()
    for (const { x } of ruled) {
      context.moveTo(Math.round(x) + 0.5, y)
      context.lineTo(Math.round(x) + 0.5, area.bottom)
    }
    context.stroke()
    context.setLineDash([])
  }
  let free = -Infinity
  let labelled = -Infinity
  for (const { kind, x, label } of shown) {
    if (x < free && label === '') continue
    free = x + markRoom
    context.fillStyle = kind === 'red' || kind === 'anomaly' ? theme.red : kind === 'gap' ? theme.yellow : own
    paintSign(context, kind, x, y)
    if (label === '' || ruled.length > mostRules || x < labelled) continue
    const words = label.length > 28 ? `${label.slice(0, 27)}…` : label
    const width = context.measureText(words).width
    if (x + width + 8 > area.right) continue
    labelled = x + width + 14
    context.fillStyle = theme.surface
    context.fillRect(x + 6, y - 7, width + 4, 14)
    context.fillStyle = theme.strong
    context.textAlign = 'left'
    context.fillText(words, x + 8, y)
  }
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
