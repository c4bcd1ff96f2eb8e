import { Digest } from './digest'

/** Percentiles of values that come in sorted runs: exact until `summarize` is called, close from then on. */
export interface Percentiles {
  /** Adds a run of ascending values, without NaN; keeps the array. */
  add(run: Float64Array): void
  /** Values that are kept. */
  readonly kept: number
  /** Keeps from now on no values but a digest of them, in memory that does not grow. */
  summarize(): void
  /** Linear between the two nearest ranks, as NumPy's default; NaN when there are no values. */
  at(fraction: number): number
}

export function createPercentiles(): Percentiles {
  let runs: Float64Array[] = []
  let kept = 0
  let digest: Digest | undefined

  return {
    get kept() {
      return kept
    },
    add(run) {
      if (digest) return digest.add(run)
      if (run.length === 0) return
      kept += run.length
      runs.push(run)
      // Like a binary counter: every value is merged a few times only, and never all at once.
      while (runs.length > 1 && runs.at(-2)!.length <= 2 * runs.at(-1)!.length)
        runs.push(merged(runs.pop()!, runs.pop()!))
    },
    summarize() {
      digest ??= new Digest()
      for (const run of runs) digest.add(run)
      runs = []
      kept = 0
    },
    at(fraction) {
      if (digest) return digest.quantile(fraction)
      while (runs.length > 1) runs.push(merged(runs.pop()!, runs.pop()!))
      const [all] = runs
      if (!all) return NaN
      const rank = fraction * (all.length - 1)
      const below = Math.floor(rank)
      const above = Math.min(all.length - 1, below + 1)
      return rank === below ? all[below] : all[below] + (all[above] - all[below]) * (rank - below)
    }
  }
}

function merged(one: Float64Array, other: Float64Array): Float64Array {
  const all = new Float64Array(one.length + other.length)
  let [left, right] = [0, 0]
  for (let at = 0; at < all.length; at++)
    all[at] = right >= other.length || (left < one.length && one[left] <= other[right]) ? one[left++] : other[right++]
  return all
}
