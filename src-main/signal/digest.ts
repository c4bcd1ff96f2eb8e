/** Clusters are at most so fine: 1000 of them tell a median to about 0.1 % of the ranks, p1 and p99 to 0.02 %. */
const compression = 1000

/**
 * What is known of a distribution too large to keep: clusters of neighbouring values, fine at both ends. Two can be
 * merged. A t-digest, merging variant with the scale function k1: Dunning and Ertl, "Computing Extremely Accurate
 * Quantiles Using t-Digests", 2019 (arXiv:1902.04023).
 */
export class Digest {
  private means = new Float64Array(0)
  private weights = new Float64Array(0)
  private total = 0
  private least = Infinity
  private greatest = -Infinity

  /** Adds values in ascending order. Takes time in proportion to their number. */
  add(sorted: Float64Array): void {
    if (sorted.length === 0) return
    this.least = Math.min(this.least, sorted[0])
    this.greatest = Math.max(this.greatest, sorted[sorted.length - 1])
    this.total += sorted.length
    const means: number[] = []
    const weights: number[] = []
    let [mean, weight, done] = [0, 0, 0]
    let limit = this.limitAfter(0)
    for (const [next, nextWeight] of this.inOrder(sorted)) {
      if (weight > 0 && done + weight + nextWeight > limit) {
        means.push(mean)
        weights.push(weight)
        done += weight
        limit = this.limitAfter(done)
        weight = 0
      }
      weight += nextWeight
      mean = weight === nextWeight ? next : mean + ((next - mean) * nextWeight) / weight
    }
    means.push(mean)
    weights.push(weight)
    this.means = Float64Array.from(means)
    this.weights = Float64Array.from(weights)
  }

  /** The value below which a part `fraction` of all lies; NaN when there is none. */
  quantile(fraction: number): number {
    const wanted = fraction * (this.total - 1) + 0.5
    let before = 0
    let [position, value] = [0.5, this.least]
    for (const [at, mean] of this.means.entries()) {
      // A cluster's mean stands in the middle of its ranks.
      const middle = before + this.weights[at] / 2
      if (wanted <= middle) return between(wanted, [position, value], [middle, mean])
      ;[position, value] = [middle, mean]
      before += this.weights[at]
    }
    return this.total === 0 ? NaN : between(wanted, [position, value], [this.total - 0.5, this.greatest])
  }

  /** How many of all may be before the end of a cluster that begins behind `done` of them. */
  private limitAfter(done: number): number {
    const k = (compression / (2 * Math.PI)) * Math.asin(Math.min(1, (2 * done) / this.total - 1)) + 1
    const angle = Math.min(Math.PI / 2, (k * 2 * Math.PI) / compression)
    return (this.total * (Math.sin(angle) + 1)) / 2
  }

  /** Its clusters and single values, ascending. */
  private *inOrder(sorted: Float64Array): Generator<readonly [number, number], void> {
    let at = 0
    for (const value of sorted) {
      for (; at < this.means.length && this.means[at] <= value; at++) yield [this.means[at], this.weights[at]]
      yield [value, 1]
    }
    for (; at < this.means.length; at++) yield [this.means[at], this.weights[at]]
  }
}

function between(at: number, [from, start]: readonly [number, number], [to, end]: readonly [number, number]): number {
  if (to <= from) return end
  return start + (end - start) * Math.min(1, Math.max(0, (at - from) / (to - from)))
}
