import { coroutine, type Coroutine } from '../flow'

/** Bins of equal width: bin `k` holds first + k * width <= value < first + (k + 1) * width. */
export interface Bins {
  readonly first: number
  readonly width: number
  readonly count: number
}

/** What the choice of bins rests on. */
export interface Spread {
  readonly count: number
  readonly min: number
  readonly max: number
  /** Between the first and the third quartile. */
  readonly quartiles: number
  /** Whether every value is a whole number. */
  readonly whole: boolean
}

/** Fewer bins show no shape, more show only noise. */
const fewest = 5
const most = 200
/** Below this a power of ten has no digits left. */
const smallest = 1e-280
/** Values whose quartiles are as good as those of all. */
const enoughForQuartiles = 8192

/** The spread of what is not NaN in `values`. */
export function spreadOf(values: Float64Array): Spread {
  let [count, min, max, whole] = [0, Infinity, -Infinity, true]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    count++
    if (value < min) min = value
    if (value > max) max = value
    if (whole && !Number.isInteger(value)) whole = false
  }
  const stride = Math.max(1, Math.ceil(values.length / enoughForQuartiles))
  const some = values.filter((value, at) => at % stride === 0 && Number.isFinite(value)).sort()
  const quartile = (share: number): number => some[Math.round(share * (some.length - 1))] ?? NaN
  return { count, min, max, quartiles: quartile(0.75) - quartile(0.25), whole: whole && count > 0 }
}

/**
 * Bins for values of this spread: as many as asked for, or as Freedman and Diaconis advise (2 IQR / cube root of n), of a
 * width one can read off an axis (1, 2, 2.5 or 5 times a power of ten) and with edges at its multiples. Whole numbers get
 * bins of whole numbers with the number in the middle.
 * Source: D. Freedman, P. Diaconis, "On the histogram as a density estimator: L2 theory", 1981.
 */
export function chooseBins(spread: Spread, wanted: number | null): Bins {
  const { count, min, max, quartiles, whole } = spread
  const range = max - min
  // What differs by rounding errors only is one value.
  if (!(range > 1e-12 * Math.max(Math.abs(min), Math.abs(max), smallest))) return aroundOne(min, whole)
  if (wanted !== null && !(whole && range + 1 <= wanted)) {
    // As many as asked for: the largest value belongs into the last bin, so that it ends a trifle above it.
    const width = (range / wanted) * (1 + 1e-9)
    return { first: min, width, count: wanted }
  }
  const advised = wanted !== null ? 1 : (2 * quartiles) / Math.cbrt(count)
  const width = Math.min(range / fewest, Math.max(range / most, advised || range / (Math.log2(count) + 1)))
  if (whole) {
    const unit = range < most ? 1 : Math.max(1, Math.ceil(niceWidth(width)))
    const first = Math.floor(min / unit) * unit
    return { first: first - 0.5, width: unit, count: Math.floor((max - first) / unit) + 1 }
  }
  const nice = niceWidth(width)
  const first = Math.floor(min / nice)
  return { first: first * nice, width: nice, count: Math.floor(max / nice) - first + 1 }
}

function aroundOne(value: number, whole: boolean): Bins {
  if (!Number.isFinite(value)) return { first: 0, width: 1, count: 0 }
  const width = whole || Math.abs(value) < smallest ? 1 : niceWidth(Math.abs(value) / 100)
  return { first: value - width / 2, width, count: 1 }
}

/** The nearest width one can read, in ratio. */
function niceWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  const ratio = (step: number): number => Math.abs(Math.log((step * power) / width))
  return [1, 2, 2.5, 5, 10].reduce((best, step) => (ratio(step) < ratio(best) ? step : best)) * power
}

/**
 * Bins that stay while they do: sent the spread again and again, answers bins whose width changes only when the one
 * advised is more than a step (1, 2, 2.5 or 5) away. Edges that jump with every value cannot be looked at.
 */
export function steadyBins(wanted: number | null): Coroutine<Spread, Bins> {
  return coroutine('steady bins', function* (): Generator<Bins, void, Spread> {
    let spread = yield { first: 0, width: 1, count: 0 }
    for (let bins = chooseBins(spread, wanted); ;) {
      spread = yield bins
      const advised = chooseBins(spread, wanted)
      const ratio = advised.width / bins.width
      const stays = wanted === null && bins.count > 1 && ratio <= 2.5 && ratio >= 0.4 && !spread.whole
      const wider = stays ? widened(bins, spread) : advised
      bins = wider.count > most ? advised : wider
    }
  })
}

/** The same edges, as many of them as the spread needs. */
function widened({ first, width }: Bins, { min, max }: Spread): Bins {
  const [from, to] = [Math.floor(min / width), Math.floor(max / width)]
  // Of bins that are no multiples (a count asked for) there is no next edge.
  return Math.abs(first / width - Math.round(first / width)) > 1e-6
    ? chooseBins({ count: 1, min, max, quartiles: 0, whole: false }, null)
    : { first: from * width, width, count: to - from + 1 }
}
