import type { StripStore } from './strip-data'
import type { StripLine } from './strip-scene'

/** How much of the data's own range the band may add above and below: a band of a noisy channel must not flatten its line. */
const bandShare = 0.25

/** Lowest and highest value of the lines' rows within [from, to], their bands included in bounds; NaN when there are none. */
export function visibleExtent(
  store: StripStore,
  lines: readonly StripLine[],
  window: { readonly from: number; readonly to: number }
): { readonly low: number; readonly high: number } {
  const first = store.firstAt(window.from - store.bucket)
  const last = store.firstAt(window.to)
  let [low, high, bandLow, bandHigh] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const line of lines) {
    const columns = store.of(line.channel)
    if (!columns) continue
    const { min, max, mean, deviation } = columns
    for (let row = first; row < last; row++) {
      // Comparisons with NaN are false, so rows without a value pass by themselves.
      if (min[row] < low) low = min[row]
      if (max[row] > high) high = max[row]
      if (line.band === 0) continue
      const half = line.band * deviation[row]
      if (mean[row] - half < bandLow) bandLow = mean[row] - half
      if (mean[row] + half > bandHigh) bandHigh = mean[row] + half
    }
  }
  if (low > high) return { low: NaN, high: NaN }
  const allowed = (high - low) * bandShare
  return {
    low: Math.max(Math.min(low, bandLow), low - allowed),
    high: Math.min(Math.max(high, bandHigh), high + allowed)
  }
}
