import { niceDecades } from './log-ticks'
import type { AxisId, StripAxis } from './strip-axes'
import type { StripStore } from './strip-data'
import { type Extent, hasNonPositive, visibleExtent } from './strip-extent'
import type { StripLine } from './strip-scene'
import { AutomaticRange, niceRange, type ValueRange } from './y-range'

interface OwnRange {
  readonly automatic: AutomaticRange
  /** What the axis stands for: while it is the same, the axis keeps its patience. */
  readonly key: string
  shown: ValueRange
}

/** A line that uses less than this share of its axis cannot be read, if another one uses most of it. */
const flatShare = 0.015
const largeShare = 0.4

/**
 * What each value axis of a chart shows: what the user zoomed to, else what it showed while locked, else its fixed ends, else
 * what the data in sight need. All in the axis' own terms: values, or decades (log10) on a log axis.
 */
export class AxisRanges {
  leavesOut = false
  flattened: readonly StripLine[] = []
  #axes: readonly StripAxis[] = []
  #lines: readonly (readonly StripLine[])[] = []
  #own = new Map<AxisId, OwnRange>()
  #manual: Readonly<Record<string, ValueRange>> = {}
  #locked = false

  /** Lines and axes in force from now on; an axis whose lines changed fits anew. */
  use(lines: readonly StripLine[], axes: readonly StripAxis[]): void {
    this.#axes = axes
    this.#lines = axes.map((_, at) => lines.filter(({ axis }) => axis === at))
    const before = this.#own
    this.#own = new Map()
    for (const [at, { id, log }] of axes.entries()) {
      const key = `${log} ${this.#lines[at].map(({ channel, scale, offset }) => `${channel}*${scale}+${offset}`).join()}`
      const kept = before.get(id)
      if (kept?.key === key) this.#own.set(id, kept)
      else {
        const automatic = new AutomaticRange(log ? niceDecades : niceRange)
        this.#own.set(id, { automatic, key, shown: automatic.range })
      }
    }
  }

  lock(locked: boolean): void {
    if (this.#locked && !locked) for (const { automatic } of this.#own.values()) automatic.reset()
    this.#locked = locked
  }

  /** Answers whether anything changed. */
  setManual(ranges: Readonly<Record<string, ValueRange>>): boolean {
    if (this.#manual === ranges) return false
    for (const [id, own] of this.#own) if (this.#manual[id] && !ranges[id]) own.automatic.reset()
    this.#manual = ranges
    return true
  }

  /** The range of every axis for a window that ends now; `patience` as in `AutomaticRange.update`. */
  find(
    store: StripStore,
    window: { readonly from: number; readonly to: number },
    time: { readonly now: number; readonly patience: number | undefined }
  ): ReadonlyMap<AxisId, ValueRange> {
    const found = new Map<AxisId, ValueRange>()
    this.leavesOut = false
    for (const [at, axis] of this.#axes.entries()) {
      const own = this.#own.get(axis.id)!
      const lines = this.#lines[at]
      const manual = this.#manual[axis.id]
      if (manual && manual.min < manual.max) own.shown = manual
      else if (!this.#locked || own.automatic.isEmpty) {
        const { low, high } = visibleExtent(store, lines, { ...window, log: axis.log })
        own.shown = withFixedEnds(axis, own.automatic.update(low, high, time.now, time.patience))
      }
      if (axis.log && hasNonPositive(store, lines, window)) this.leavesOut = true
      found.set(axis.id, own.shown)
    }
    return found
  }

  /** Looks for lines that cannot be read beside larger ones. Dearer than a frame should be: ask a few times a second. */
  findFlattened(store: StripStore, window: { readonly from: number; readonly to: number }): void {
    this.flattened = this.#axes.flatMap(({ id, log }, at) => {
      const lines = this.#lines[at]
      if (log || lines.length < 2) return []
      const { min, max } = this.#own.get(id)!.shown
      const shares = lines.map(line => share(visibleExtent(store, [{ ...line, band: 0 }], window), max - min))
      if (!shares.some(part => part > largeShare)) return []
      return lines.filter((_, place) => shares[place] > 0 && shares[place] < flatShare)
    })
  }
}

/** 0 where there is nothing, and of a constant. */
function share({ low, high }: Extent, range: number): number {
  return high > low ? (high - low) / range : 0
}

/** `range` with the ends the user fixed. Ends that contradict each other or the axis give way to what the data need. */
export function withFixedEnds({ min, max, log }: StripAxis, range: ValueRange): ValueRange {
  const own = (value: number | null, found: number): number =>
    value === null ? found : log ? (value > 0 ? Math.log10(value) : found) : value
  const fixed = { min: own(min, range.min), max: own(max, range.max) }
  if (fixed.min < fixed.max) return fixed
  // One fixed end beyond all data: the other one goes where something could be seen.
  const size = Math.max(range.max - range.min, Number.MIN_VALUE)
  if (min !== null && max === null) return { min: fixed.min, max: fixed.min + size }
  if (max !== null && min === null) return { min: fixed.max - size, max: fixed.max }
  return range
}
