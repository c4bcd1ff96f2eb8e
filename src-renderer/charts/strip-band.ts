import type { StripColumns, StripStore } from './strip-data'
import { inPlot } from './strip-plot'
import type { LinePaint } from './strip-lines'
import type { DrawnColumns } from './strip-mapping'
import { visibleRows, type PlotMapping } from './strip-segments'

/** Points of mean and band, in device pixels; a run ends where `ends` is 1. */
export interface BandPoints {
  count: number
  x: Float64Array
  mean: Float64Array
  upper: Float64Array
  lower: Float64Array
  ends: Uint8Array
}

export function createBandPoints(capacity = 1024): BandPoints {
  const column = (): Float64Array => new Float64Array(capacity)
  return { count: 0, x: column(), mean: column(), upper: column(), lower: column(), ends: new Uint8Array(capacity) }
}

/** Device pixels a point covers: mean and deviation move slowly, and a polygon's cost is its number of edges. */
export const bandStep = 3
const far = 1e4

/**
 * Mean and mean +- k deviations, one point for `bandStep` device pixels: the last mean, and the widest band in them.
 * Where rows are further apart than that, one point a row. Broken at gaps.
 */
export function fillBand(
  source: {
    readonly store: StripStore
    readonly columns: StripColumns
    readonly band: number
    readonly bend?: DrawnColumns['bend']
  },
  mapping: PlotMapping,
  out: BandPoints
): void {
  const { store, columns, band, bend = null } = source
  const { time, gap } = store
  const { mean, deviation } = columns
  const { first, last } = visibleRows(store, mapping)
  if (out.x.length < last - first) Object.assign(out, createBandPoints(last - first))
  const ground = mapping.height + mapping.bottom * mapping.unit
  const limited = (y: number): number => (y < -far ? -far : y > far ? far : y)
  // What a log axis has no place for lies below it.
  const placed = (value: number): number => {
    const y = ground - (bend ? bend(value) : value) * mapping.unit
    return Number.isNaN(y) ? far : limited(y)
  }
  let at = -1
  let place = NaN
  for (let row = first; row < last; row++) {
    if (gap[row] !== 0 && at >= 0) {
      out.ends[at] = 1
      place = NaN
    }
    if (Number.isNaN(mean[row])) continue
    const x = (time[row] - mapping.from) * mapping.scale
    const half = band * (deviation[row] > 0 ? deviation[row] : 0)
    const one = placed(mean[row] + half)
    const other = placed(mean[row] - half)
    // Turned round where the line is drawn upside down.
    const upper = one < other ? one : other
    const lower = one < other ? other : one
    const group = Math.floor((store.index[row] * store.bucket * mapping.scale) / bandStep)
    if (group !== place) {
      place = group
      at++
      out.upper[at] = upper
      out.lower[at] = lower
      out.ends[at] = 0
    } else {
      if (upper < out.upper[at]) out.upper[at] = upper
      if (lower > out.lower[at]) out.lower[at] = lower
    }
    out.x[at] = x
    out.mean[at] = placed(mean[row])
  }
  out.count = at + 1
  if (at >= 0) out.ends[at] = 1
}

const points = createBandPoints()
const bandOpacity = 0.13

/** The filled area between mean - k deviations and mean + k deviations. */
export function paintBand(context: CanvasRenderingContext2D, { scene, line, columns, plot, bend }: LinePaint): void {
  if (line.band === 0 || stepsBack(scene.emphasis, line.channel)) return
  fillBand({ store: scene.store, columns, band: line.band, bend }, plot, points)
  const { count, x, upper, lower, ends } = points
  inPlot(context, plot, () => {
    context.fillStyle = line.colour
    context.globalAlpha = scene.theme.dark ? bandOpacity * 1.3 : bandOpacity
    context.beginPath()
    let start = 0
    for (let at = 0; at < count; at++) {
      if (at === start) context.moveTo(x[at], upper[at])
      else context.lineTo(x[at], upper[at])
      if (ends[at] === 0) continue
      for (let back = at; back >= start; back--) context.lineTo(x[back], lower[back])
      context.closePath()
      start = at + 1
    }
    context.fill()
  })
}

/** The moving mean: a thin line in a shade of the channel's colour that stands out from its samples. */
export function paintMean(context: CanvasRenderingContext2D, { scene, line, columns, plot, bend }: LinePaint): void {
  if (line.band === 0 || stepsBack(scene.emphasis, line.channel)) return
  fillBand({ store: scene.store, columns, band: line.band, bend }, plot, points)
  const { count, x, mean, ends } = points
  inPlot(context, plot, () => {
    context.strokeStyle = line.meanColour
    context.lineWidth = Math.max(1, Math.round(plot.ratio))
    context.lineJoin = 'bevel'
    context.beginPath()
    let start = true
    for (let at = 0; at < count; at++) {
      if (start) context.moveTo(x[at], mean[at])
      else context.lineTo(x[at], mean[at])
      start = ends[at] === 1
    }
    context.stroke()
  })
}

function stepsBack(emphasis: number, channel: number): boolean {
  return emphasis >= 0 && emphasis !== channel
}
