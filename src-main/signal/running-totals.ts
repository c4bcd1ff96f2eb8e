/** Count, extremes and mean of all samples of a channel since it was last reset; NaN is no sample. */
export class RunningTotals {
  #count = 0
  #min = Infinity
  #max = -Infinity
  /** Sums are relative to the first sample, so that a small signal on a large offset keeps its digits; Kahan's sum. */
  #reference = 0
  #sum = 0
  #lost = 0

  /** `since`: where it starts, ms since the epoch. */
  constructor(public since: number) {}

  add(values: Float64Array, rows: number): void {
    let [count, min, max, sum, lost] = [this.#count, this.#min, this.#max, this.#sum, this.#lost]
    let reference = this.#reference
    for (let row = 0; row < rows; row++) {
      const value = values[row]
      if (value !== value) continue
      if (count === 0) reference = value
      count++
      if (value < min) min = value
      if (value > max) max = value
      const term = value - reference - lost
      const next = sum + term
      lost = next - sum - term
      sum = next
    }
    this.#count = count
    this.#min = min
    this.#max = max
    this.#reference = reference
    this.#sum = sum
    this.#lost = lost
  }

  reset(since: number): void {
    this.since = since
    this.#count = this.#sum = this.#lost = 0
    this.#min = Infinity
    this.#max = -Infinity
  }

  get count(): number {
    return this.#count
  }
  /** NaN before the first sample, as `max` and `mean`. */
  get min(): number {
    return this.#count === 0 ? NaN : this.#min
  }
  get max(): number {
    return this.#count === 0 ? NaN : this.#max
  }
  get mean(): number {
    return this.#count === 0 ? NaN : this.#reference + this.#sum / this.#count
  }
}
