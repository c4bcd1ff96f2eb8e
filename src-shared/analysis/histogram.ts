import type { Bins } from './bins'

export interface Histogram {
  readonly bins: Bins
  readonly counts: Float64Array
  /** Values that are in a bin. */
  readonly total: number
  /** NaN without values. */
  readonly mean: number
  /** Standard deviation of the values as a sample (n - 1); NaN with fewer than two. */
  readonly sigma: number
}

/** Share of a bin by which the outermost edges may be missed: they are rounded. */
const slack = 1e-6

/** Counts the values in bins; NaN and what is outside of them is left out. */
export function histogramOf(values: Float64Array, bins: Bins): Histogram {
  const counts = new Float64Array(bins.count)
  let [total, mean, squares] = [0, 0, 0]
  for (const value of values) {
    const place = (value - bins.first) / bins.width
    if (!(place > -slack && place < bins.count + slack)) continue
    const bin = Math.min(bins.count - 1, Math.max(0, Math.floor(place)))
    counts[bin]++
    total++
    // Welford: a small deviation on a large mean keeps its digits.
    const off = value - mean
    mean += off / total
    squares += off * (value - mean)
  }
  return {
    bins,
    counts,
    total,
    mean: total > 0 ? mean : NaN,
    sigma: total > 1 ? Math.sqrt(squares / (total - 1)) : NaN
  }
}

export const histogramScales = ['count', 'percent', 'density'] as const
/** `density`: share of the values per unit, so that the bars' area is 1. */
export type HistogramScale = (typeof histogramScales)[number]

/** What one value in a bin is on the scale. */
export function perValue({ total, bins }: Histogram, scale: HistogramScale): number {
  if (scale === 'count') return 1
  if (total === 0) return 0
  return scale === 'percent' ? 100 / total : 1 / (total * bins.width)
}

/** The normal curve of the histogram's mean and deviation at `value`, on the scale. */
export function normalAt(histogram: Histogram, value: number, scale: HistogramScale): number {
  const { mean, sigma, total, bins } = histogram
  if (!(sigma > 0)) return NaN
  const density = Math.exp(-0.5 * ((value - mean) / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI))
  return density * total * bins.width * perValue(histogram, scale)
}
