import type { Frame } from '@shared/wire/live'

/** One channel's columns; rows `start` to `end` of the store are valid. */
export interface StripColumns {
  readonly channel: number
  min: Float64Array
  max: Float64Array
  mean: Float64Array
  deviation: Float64Array
  flags: Uint8Array
  /** 1 where there is a value that cannot be drawn (not above zero on a log axis): the line is broken there. */
  hole?: Uint8Array
}

const doubles = ['min', 'max', 'mean', 'deviation'] as const

/** Bits of a row's flags: the worst lamp in the bucket, and whether it holds an anomaly. */
export const lampBits = 0b11
export const anomalyBit = 0b100

/**
 * The buckets one subscription has received, in columns that are never copied while drawing. Rows lie between `start` and
 * `end`; old ones are dropped by moving `start`, and moved to the front only when the buffers are full, so a frame
 * allocates nothing once the buffers have their size.
 */
export class StripStore {
  start = 0
  end = 0
  /** Bucket width, ms; 0 before the first frame. */
  bucket = 0
  /** Newest sample time the engine knew with the last frame, ms; NaN before it. */
  newest = NaN
  /** Grows with every change; tells a painter whether there is anything new. */
  version = 0
  time: Float64Array
  /** Number of the bucket (time / bucket, floored). */
  index: Float64Array
  gap: Uint8Array
  readonly columns: StripColumns[] = []
  readonly #slots = new Map<number, number>()
  #capacity: number

  constructor(capacity = 4096) {
    this.#capacity = capacity
    this.time = new Float64Array(capacity)
    this.index = new Float64Array(capacity)
    this.gap = new Uint8Array(capacity)
  }

  get rows(): number {
    return this.end - this.start
  }

  /** The channel's columns, or undefined while none of its buckets has come. */
  of(channel: number): StripColumns | undefined {
    const slot = this.#slots.get(channel)
    return slot === undefined ? undefined : this.columns[slot]
  }

  /** Replaces everything from the frame's first bucket on. A frame of another bucket width starts anew. */
  apply(frame: Frame): void {
    if (frame.bucket !== this.bucket) this.clear()
    this.bucket = frame.bucket
    this.newest = frame.newest
    this.version++
    this.end = firstAtOrAfter(this.index, this.start, this.end, frame.fromBucket)
    for (const { index } of frame.channels) if (!this.#slots.has(index)) this.#add(index)
    this.#reserve(frame.rows)
    const at = this.end
    const { rows } = frame
    this.time.set(rows === frame.time.length ? frame.time : frame.time.subarray(0, rows), at)
    this.gap.set(rows === frame.gap.length ? frame.gap : frame.gap.subarray(0, rows), at)
    for (let row = 0; row < rows; row++) this.index[at + row] = Math.floor(frame.time[row] / frame.bucket)
    for (const columns of this.columns) {
      for (const name of doubles) columns[name].fill(NaN, at, at + rows)
      columns.flags.fill(0, at, at + rows)
    }
    for (const channel of frame.channels) {
      const columns = this.columns[this.#slots.get(channel.index)!]
      for (const name of doubles) columns[name].set(channel[name], at)
      columns.flags.set(channel.flags, at)
    }
    this.end = at + rows
  }

  /**
   * Takes a frame of another bucket width, and keeps older rows in front of its first one: what was there stays in sight,
   * coarser or finer, until something better comes.
   */
  adopt(frame: Frame): void {
    this.bucket = frame.bucket
    for (let row = this.start; row < this.end; row++) this.index[row] = Math.floor(this.time[row] / frame.bucket)
    const first = frame.rows > 0 ? Math.floor(frame.time[0] / frame.bucket) : Infinity
    this.apply({ ...frame, fromBucket: Math.max(frame.fromBucket, first) })
  }

  /** Forgets the rows before `time`. */
  dropBefore(time: number): void {
    this.start = this.firstAt(time)
    if (this.start === this.end) this.start = this.end = 0
  }

  /** The first row whose time is at or after `time`; `end` when there is none. */
  firstAt(time: number): number {
    return firstAtOrAfter(this.time, this.start, this.end, time)
  }

  /** Forgets all rows, keeps the buffers. */
  clear(): void {
    this.start = this.end = 0
    this.newest = NaN
    this.version++
  }

  /** A copy that later frames do not touch: what a paused view shows. */
  snapshot(): StripStore {
    const copy = new StripStore(Math.max(1, this.rows))
    const part = <T extends Float64Array | Uint8Array>(column: T): T => column.slice(this.start, this.end) as T
    copy.bucket = this.bucket
    copy.newest = this.newest
    copy.end = this.rows
    if (this.rows > 0) {
      copy.time = part(this.time)
      copy.index = part(this.index)
      copy.gap = part(this.gap)
    }
    for (const columns of this.columns) {
      copy.#add(columns.channel)
      const target = copy.columns.at(-1)!
      for (const name of doubles) target[name].set(columns[name].subarray(this.start, this.end))
      target.flags.set(columns.flags.subarray(this.start, this.end))
    }
    return copy
  }

  #add(channel: number): void {
    const column = (): Float64Array => new Float64Array(this.#capacity).fill(NaN)
    this.#slots.set(channel, this.columns.length)
    this.columns.push({
      channel,
      min: column(),
      max: column(),
      mean: column(),
      deviation: column(),
      flags: new Uint8Array(this.#capacity)
    })
  }

  /** Makes room for `rows` more behind `end`: by moving to the front when half of the buffer is free there, else by growing. */
  #reserve(rows: number): void {
    if (this.end + rows <= this.#capacity) return
    const kept = this.rows
    let capacity = this.#capacity
    while (kept + rows > capacity / 2) capacity *= 2
    const moved = <T extends Float64Array | Uint8Array>(column: T, make: (length: number) => T): T => {
      if (capacity === this.#capacity) return column.copyWithin(0, this.start, this.end) as T
      const larger = make(capacity)
      larger.set(column.subarray(this.start, this.end))
      return larger
    }
    const double = (length: number): Float64Array => new Float64Array(length)
    const small = (length: number): Uint8Array => new Uint8Array(length)
    this.time = moved(this.time, double)
    this.index = moved(this.index, double)
    this.gap = moved(this.gap, small)
    for (const columns of this.columns) {
      for (const name of doubles) columns[name] = moved(columns[name], double)
      columns.flags = moved(columns.flags, small)
    }
    this.#capacity = capacity
    this.start = 0
    this.end = kept
  }
}

/** Binary search: the first place in [start, end) of an ascending column that is not below `value`. */
export function firstAtOrAfter(column: Float64Array, start: number, end: number, value: number): number {
  let [low, high] = [start, end]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (column[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
