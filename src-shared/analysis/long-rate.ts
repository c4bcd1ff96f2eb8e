/** Between two marks, ms, and how many there are: about five seconds. */
const between = 20
const most = 256

/**
 * The rate over the last seconds, for samples that came in bunches at one time: no few of them tell it. Marks the first
 * sample of each bunch, so that whole bunches are counted.
 */
export class LongRate {
  #times: number[] = []
  #counts: number[] = []
  #count = 0

  reset(): void {
    this.#times = []
    this.#counts = []
    this.#count = 0
  }

  /** Takes in the time of the next sample, ms. */
  add(time: number): void {
    const last = this.#times.at(-1)
    if (last === undefined || time >= last + between) {
      this.#times.push(time)
      this.#counts.push(this.#count)
      if (this.#times.length > most) {
        this.#times.shift()
        this.#counts.shift()
      }
    }
    this.#count++
  }

  /** Hz; NaN before there are two bunches. */
  get rate(): number {
    if (this.#times.length < 2) return NaN
    return (1000 * (this.#counts.at(-1)! - this.#counts[0])) / (this.#times.at(-1)! - this.#times[0])
  }
}
