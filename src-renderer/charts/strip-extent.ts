import type { StripColumns, StripStore } from './strip-data'
import type { StripLine } from './strip-scene'

/** How much of the data's own range the band may add above and below: a band of a noisy channel must not flatten its line. */
const bandShare = 0.25

/** Lowest and highest of something; NaN when there is nothing. */
export interface Extent {
  readonly low: number
  readonly high: number
}

interface Rows {
  readonly first: number
  readonly last: number
}

/**
 * Lowest and highest of what is drawn of the lines' rows within [from, to], their bands included in bounds; NaN when there is
 * nothing. On a log axis in decades, of what is above zero, without bands.
 */
export function visibleExtent(
  store: StripStore,
  lines: readonly StripLine[],
  window: { readonly from: number; readonly to: number; readonly log?: boolean }
): Extent {
  const rows = { first: store.firstAt(window.from - store.bucket), last: store.firstAt(window.to) }
  let [low, high, bandLow, bandHigh] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const line of lines) {
    const columns = store.of(line.channel)
    if (!columns) continue
    const { scale, offset } = line
    const own = window.log ? positiveOf(columns, rows, line) : drawnEnds(extentOf(columns, rows), scale, offset)
    if (own.low < low) low = own.low
    if (own.high > high) high = own.high
    if (line.band === 0 || window.log) continue
    const band = drawnEnds(bandOf(columns, rows, line.band), scale, offset)
    if (band.low < bandLow) bandLow = band.low
    if (band.high > bandHigh) bandHigh = band.high
  }
  if (low > high) return { low: NaN, high: NaN }
  if (window.log) return { low: Math.log10(low), high: Math.log10(high) }
  const allowed = (high - low) * bandShare
  return {
    low: Math.max(Math.min(low, bandLow), low - allowed),
    high: Math.min(Math.max(high, bandHigh), high + allowed)
  }
}

/** Comparisons with NaN are false, so rows without a value pass by themselves. */
function extentOf({ min, max }: StripColumns, { first, last }: Rows): Extent {
  let [low, high] = [Infinity, -Infinity]
  for (let row = first; row < last; row++) {
    if (min[row] < low) low = min[row]
    if (max[row] > high) high = max[row]
  }
  return { low, high }
}

function bandOf({ mean, deviation }: StripColumns, { first, last }: Rows, band: number): Extent {
  let [low, high] = [Infinity, -Infinity]
  for (let row = first; row < last; row++) {
    const half = band * deviation[row]
    if (mean[row] - half < low) low = mean[row] - half
    if (mean[row] + half > high) high = mean[row] + half
  }
  return { low, high }
}

function positiveOf({ min, max }: StripColumns, { first, last }: Rows, { scale, offset }: StripLine): Extent {
  let [low, high] = [Infinity, -Infinity]
  for (let row = first; row < last; row++)
    for (const value of [min[row] * scale + offset, max[row] * scale + offset]) {
      if (!(value > 0)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  return { low, high }
}

function drawnEnds({ low, high }: Extent, scale: number, offset: number): Extent {
  if (low > high || (scale === 1 && offset === 0)) return { low, high }
  const [one, other] = [low * scale + offset, high * scale + offset]
  return scale > 0 ? { low: one, high: other } : { low: other, high: one }
}

/** Whether any row in the window is not above zero as drawn: a log axis cannot show it. */
export function hasNonPositive(
  store: StripStore,
  lines: readonly StripLine[],
  window: { readonly from: number; readonly to: number }
): boolean {
  const rows = { first: store.firstAt(window.from - store.bucket), last: store.firstAt(window.to) }
  return lines.some(line => {
    const columns = store.of(line.channel)
    if (!columns) return false
    return drawnEnds(extentOf(columns, rows), line.scale, line.offset).low <= 0
  })
}
