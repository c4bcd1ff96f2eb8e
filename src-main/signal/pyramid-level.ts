/** One channel's columns in a level: the extremes of each entry, and the moving statistics as of its last row. */
export interface LevelColumns {
  /** In level 0 an entry is one row: `min` and `max` are the same array, the values. NaN where there is no value. */
  min: Float64Array
  max: Float64Array
  mean: Float64Array
  deviation: Float64Array
  /** Bits 0-1: worst lamp; bit 2: holds an anomaly. */
  flags: Uint8Array
}

/**
 * A ring of entries, each covering `span` consecutive rows of a session. Entry `e` (counted from the session's start)
 * stands at `e & (capacity - 1)`; the newest `capacity` are kept. Storage grows by doubling up to the limit.
 */
export class PyramidLevel {
  /** Entries ever completed. */
  count = 0
  capacity = 0
  time = new Float64Array(0)
  /** 1 where nothing is known between the entry before and some row of this one. */
  gap = new Uint8Array(0)
  readonly columns: LevelColumns[] = []

  constructor(readonly span: number) {}

  /** The oldest entry still kept. */
  get oldest(): number {
    return Math.max(0, this.count - this.capacity)
  }

  /** Makes room for `more` entries without losing one, as far as `limit` (a power of two) allows. */
  reserve(more: number, limit: number): void {
    const needed = Math.min(limit, this.count - this.oldest + more)
    if (needed <= this.capacity) return
    let capacity = Math.max(64, this.capacity)
    while (capacity < needed) capacity *= 2
    const { oldest } = this
    const move = <A extends Float64Array | Uint8Array>(old: A, fresh: A): A => {
      for (let entry = oldest; entry < this.count; entry++)
        fresh[entry & (capacity - 1)] = old[entry & (this.capacity - 1)]
      return fresh
    }
    this.time = move(this.time, new Float64Array(capacity))
    this.gap = move(this.gap, new Uint8Array(capacity))
    for (const column of this.columns) {
      const single = column.min === column.max
      column.min = move(column.min, new Float64Array(capacity))
      column.max = single ? column.min : move(column.max, new Float64Array(capacity))
      column.mean = move(column.mean, new Float64Array(capacity))
      column.deviation = move(column.deviation, new Float64Array(capacity))
      column.flags = move(column.flags, new Uint8Array(capacity))
    }
    this.capacity = capacity
  }

  /** Adds channels up to `channels`; what came before they appeared is NaN. */
  widen(channels: number): void {
    while (this.columns.length < channels) {
      const values = new Float64Array(this.capacity).fill(NaN)
      this.columns.push({
        min: values,
        max: this.span === 1 ? values : new Float64Array(this.capacity).fill(NaN),
        mean: new Float64Array(this.capacity).fill(NaN),
        deviation: new Float64Array(this.capacity).fill(NaN),
        flags: new Uint8Array(this.capacity)
      })
    }
  }

  /** The first kept entry whose time is at least `time`; `count` when there is none. */
  lowerBound(time: number): number {
    let low = this.oldest
    let high = this.count
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2)
      if (this.time[middle & (this.capacity - 1)] < time) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Completes one entry from `fan` entries of the finer level, a power of two as all capacities, so they never wrap. */
  append(finer: PyramidLevel, fan: number): void {
    const at = this.count & (this.capacity - 1)
    const first = (this.count * fan) & (finer.capacity - 1)
    const end = first + fan
    this.time[at] = finer.time[first]
    let gap = 0
    for (let entry = first; entry < end; entry++) gap |= finer.gap[entry]
    this.gap[at] = gap
    for (let index = 0; index < this.columns.length; index++) {
      const to = this.columns[index]
      const from = finer.columns[index]
      const low = lowest(from.min, first, end)
      const high = highest(from.max, first, end)
      to.min[at] = low
      to.max[at] = high
      to.mean[at] = from.mean[end - 1]
      to.deviation[at] = from.deviation[end - 1]
      to.flags[at] = worstFlags(from.flags, first, end, 0)
    }
    this.count++
  }
}

/** The worst lamp and whether there was an anomaly among `worst` and the flags from `first` to `end`. */
export function worstFlags(flags: Uint8Array, first: number, end: number, worst: number): number {
  let any = 0
  for (let entry = first; entry < end; entry++) any |= flags[entry]
  // The lamp is a number, not bits; but where nothing is lit, as nearly always, there is nothing to compare.
  if (any === 0) return worst
  let light = worst & 3
  for (let entry = first; entry < end; entry++) if ((flags[entry] & 3) > light) light = flags[entry] & 3
  return light | ((worst | any) & 4)
}

/** The least of the values that are numbers; NaN without any. */
function lowest(values: Float64Array, first: number, end: number): number {
  let low = values[first]
  for (let entry = first + 1; entry < end; entry++) {
    const value = values[entry]
    // The second comparison is true only while `low` is NaN.
    if (value < low || low !== low) low = value
  }
  return low
}

function highest(values: Float64Array, first: number, end: number): number {
  let high = values[first]
  for (let entry = first + 1; entry < end; entry++) {
    const value = values[entry]
    if (value > high || high !== high) high = value
  }
  return high
}
