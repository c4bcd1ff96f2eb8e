import type { RowsFrame } from '@shared/wire/live'

/** Rows of samples kept for a panel, oldest first; not reactive, `version` tells of changes. */
export interface RowWindow {
  readonly rows: number
  /** ms since the epoch; the first `rows` are valid. */
  readonly time: Float64Array
  readonly gap: Uint8Array
  /** In the order of the channels asked for. */
  readonly value: readonly Float64Array[]
}

const firstSlots = 256

/**
 * The newest rows of a stream in columns that stay contiguous, because all arithmetic wants them so. There is room for
 * twice as many rows as are kept: rows are added at the end, and moved to the front once in as many rows.
 */
export class RowRing implements RowWindow {
  #limit = 1
  #span = Infinity
  #start = 0
  #end = 0
  #time = new Float64Array(0)
  #gap = new Uint8Array(0)
  #value: Float64Array[] = []
  #total = 0
  #generation = 0

  /** Forgets all rows; `channels` columns from now on. */
  reset(channels: number): void {
    this.#start = this.#end = 0
    this.#total = 0
    this.#generation++
    this.#time = new Float64Array(0)
    this.#gap = new Uint8Array(0)
    this.#value = Array.from({ length: channels }, () => new Float64Array(0))
  }

  /** Keeps at most `rows` rows, and none that is more than `span` ms older than the newest. */
  bound(rows: number, span: number): void {
    this.#limit = rows
    this.#span = span
    this.#trim()
  }

  get rows(): number {
    return this.#end - this.#start
  }
  get time(): Float64Array {
    return this.#time.subarray(this.#start, this.#end)
  }
  get gap(): Uint8Array {
    return this.#gap.subarray(this.#start, this.#end)
  }
  get value(): readonly Float64Array[] {
    return this.#value.map(column => column.subarray(this.#start, this.#end))
  }
  /** Time of the newest row; null without any. */
  get newest(): number | null {
    return this.rows === 0 ? null : this.#time[this.#end - 1]
  }
  /** Rows added since the last reset, also those no longer kept: tells a reader how many of the last rows are new to it. */
  get total(): number {
    return this.#total
  }
  /** Changes with every reset: rows before and after do not belong together. */
  get generation(): number {
    return this.#generation
  }
  /** Bytes held, for the test that they are bounded. */
  get bytes(): number {
    return this.#time.byteLength + this.#gap.byteLength + this.#value.reduce((sum, one) => sum + one.byteLength, 0)
  }

  /** Adds a frame's rows behind those there are; copies, so that the frame may be used again. */
  add(frame: RowsFrame): void {
    const skip = Math.max(0, frame.rows - this.#limit)
    const count = frame.rows - skip
    if (count === 0) return
    this.#makeRoom(count)
    this.#time.set(frame.time.subarray(skip, frame.rows), this.#end)
    this.#gap.set(frame.gap.subarray(skip, frame.rows), this.#end)
    for (const [at, column] of this.#value.entries()) column.set(frame.value[at].subarray(skip, frame.rows), this.#end)
    this.#end += count
    this.#total += frame.rows
    this.#trim()
  }

  #trim(): void {
    this.#start = Math.max(this.#start, this.#end - this.#limit)
    if (this.#span === Infinity || this.rows === 0) return
    const oldest = this.#time[this.#end - 1] - this.#span
    while (this.#time[this.#start] < oldest) this.#start++
  }

  #makeRoom(count: number): void {
    if (this.#end + count <= this.#time.length) return
    // What is about to fall out need not be moved.
    this.#start = Math.max(this.#start, Math.min(this.#end, this.#end + count - this.#limit))
    const rows = this.rows
    if (rows + count > this.#time.length / 2) {
      const slots = Math.min(2 * this.#limit, Math.max(firstSlots, 2 * (rows + count)))
      if (slots > this.#time.length) return this.#grow(slots)
    }
    for (const column of [this.#time, this.#gap, ...this.#value]) column.copyWithin(0, this.#start, this.#end)
    this.#start = 0
    this.#end = rows
  }

  #grow(slots: number): void {
    const { time, gap, value, rows } = this
    this.#time = new Float64Array(slots)
    this.#gap = new Uint8Array(slots)
    this.#time.set(time)
    this.#gap.set(gap)
    this.#value = value.map(column => {
      const larger = new Float64Array(slots)
      larger.set(column)
      return larger
    })
    this.#start = 0
    this.#end = rows
  }
}
