import { niceStep } from './value-ticks'

/** The ends of a value axis. */
export interface ValueRange {
  readonly min: number
  readonly max: number
}

/** The data must have needed less than this share of the axis ... */
const shrinkBelow = 0.55
/** ... for this long, ms, before the axis shrinks. */
const shrinkAfter = 1500

/** Beyond these a double has no room for steps, or none for a range: such values are drawn at the edge. */
const smallest = 1e-290
const largest = 1e300

function bounded(value: number): number {
  return Math.abs(value) < smallest ? 0 : Math.max(-largest, Math.min(largest, value))
}

/** [lowest, highest] with a little air, widened to multiples of a nice step; a range of its own when all values are equal. */
export function niceRange(lowest: number, highest: number): ValueRange {
  const [low, high] = [bounded(lowest), bounded(highest)]
  // Equal values get a window in proportion to their size; below the resolution of a double nothing could be drawn.
  const least = Math.max(Math.abs(low), Math.abs(high)) * 1e-9
  const flat = high - low <= least
  const air = flat ? Math.max(Math.abs(low) * 0.05, low === 0 ? 1 : least) : (high - low) * 0.06
  const step = niceStep(high - low + 2 * air, 8)
  return { min: Math.floor((low - air) / step) * step, max: Math.ceil((high + air) / step) * step }
}

/**
 * An automatic axis that does not jump: it grows at once when data leave it, and shrinks only when they have used little
 * of it for a while. `update` is told the visible extremes (NaN: nothing visible) and the time, ms; no `patience` for a view
 * that stands still and is moved by hand.
 */
export class AutomaticRange {
  readonly #nice: typeof niceRange
  #range: ValueRange = { min: 0, max: 1 }
  #empty = true
  #roomySince = NaN

  /** `nice` makes a range with round ends of extremes. */
  constructor(nice = niceRange) {
    this.#nice = nice
  }

  /** Whether it has not seen any data yet. */
  get isEmpty(): boolean {
    return this.#empty
  }

  get range(): ValueRange {
    return this.#range
  }

  update(lowest: number, highest: number, now: number, patience = shrinkAfter): ValueRange {
    if (!(lowest <= highest)) return this.#range
    const [low, high] = [bounded(lowest), bounded(highest)]
    const wanted = this.#nice(low, high)
    const { min, max } = this.#range
    if (this.#empty || low < min || high > max) {
      // Growing keeps the other end, unless that end is far too wide anyway.
      const keep = !this.#empty && wanted.max - wanted.min > (max - min) * shrinkBelow
      this.#range = keep ? { min: Math.min(min, wanted.min), max: Math.max(max, wanted.max) } : wanted
      this.#empty = false
      this.#roomySince = NaN
    } else if (wanted.max - wanted.min < (max - min) * shrinkBelow) {
      if (Number.isNaN(this.#roomySince)) this.#roomySince = now
      if (now - this.#roomySince >= patience) {
        this.#range = wanted
        this.#roomySince = NaN
      }
    } else this.#roomySince = NaN
    return this.#range
  }

  /** Forgets the past: the next update fits exactly. */
  reset(): void {
    this.#empty = true
    this.#roomySince = NaN
  }
}
