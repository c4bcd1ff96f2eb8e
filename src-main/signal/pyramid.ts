import type { Batch } from '@shared/model/batch'
import { PyramidLevel } from './pyramid-level'

/** Rows of level 1's entries, and entries of a finer level in one of the next. Measured in shared/charts.md. */
const firstFan = 32
const fan = 4
const levelCount = 10

export interface PyramidLimits {
  /** Memory for the rows of all channels together, bytes; a row of a channel takes 25. The entries may take twice that. */
  readonly rowBytes: number
  /** Entries kept in each coarser level, a power of two. */
  readonly entries: number
  /** Rows kept one by one at most, however few channels there are; a power of two. */
  readonly rows?: number
}

const defaultLimits: PyramidLimits = { rowBytes: 128 * 1024 * 1024, entries: 32_768 }

/**
 * A session's recent past in bounded memory: the newest rows, and above them levels of min/max entries, each four times
 * coarser than the one before and so reaching four times further back. Appending costs a constant time a sample.
 *
 * Memory: a row takes 9 bytes and 25 for each channel, an entry 9 and 33; a sample so takes 25 bytes as a row and at most
 * 1.4 more in all the levels above (33 / 32 * 4 / 3). At most 131,072 rows are kept, or 128 MB of them, and 32,768 entries
 * a level, or 256 MB of them all: one channel at most 17 MB, sixteen 212 MB after 70 billion rows (102 MB after 100 million).
 */
export class Pyramid {
  readonly levels: readonly PyramidLevel[]

  constructor(private readonly limits: PyramidLimits = defaultLimits) {
    this.levels = Array.from(
      { length: levelCount },
      (_, level) => new PyramidLevel(level === 0 ? 1 : firstFan * fan ** (level - 1))
    )
  }

  get rows(): number {
    return this.levels[0].count
  }

  /** Rows that even the coarsest level no longer holds. */
  get forgotten(): number {
    return Math.min(...this.levels.map(level => level.oldest * level.span))
  }

  /** How many rows are kept one by one. */
  get rowCapacity(): number {
    const channels = Math.max(1, this.levels[0].columns.length)
    const rows = 2 ** Math.floor(Math.log2(this.limits.rowBytes / (25 * channels)))
    return Math.max(this.levels[0].capacity, Math.min(this.limits.rows ?? 131_072, Math.max(4096, rows)))
  }

  /** How many entries each coarser level may keep: fewer where there are hundreds of channels. */
  private get entryCapacity(): number {
    const channels = Math.max(1, this.levels[0].columns.length)
    const affordable = (2 * this.limits.rowBytes) / (33 * channels * (levelCount - 1))
    return Math.min(this.limits.entries, Math.max(1024, 2 ** Math.floor(Math.log2(affordable))))
  }

  /** The time of the newest row, ms; -Infinity before the first. */
  get newest(): number {
    const [rows] = this.levels
    return rows.count === 0 ? -Infinity : rows.time[(rows.count - 1) & (rows.capacity - 1)]
  }

  /** Copies a batch in. `gapBefore`: nothing is known between the rows so far and this batch. */
  append(batch: Batch, gapBefore: boolean): void {
    for (const level of this.levels) level.widen(batch.channels.length)
    // In slices, so that a row is summed up before the ring overwrites it.
    for (let start = 0; start < batch.count; start += 1024) {
      this.appendRows(batch, start, Math.min(start + 1024, batch.count))
      if (start === 0 && gapBefore) this.markGap(batch.count)
      this.carry()
    }
  }

  private markGap(appended: number): void {
    const [rows] = this.levels
    const first = rows.count - Math.min(appended, 1024)
    rows.gap[first & (rows.capacity - 1)] = 1
  }

  private appendRows(batch: Batch, start: number, end: number): void {
    const [rows] = this.levels
    rows.reserve(end - start, this.rowCapacity)
    const mask = rows.capacity - 1
    const at = rows.count & mask
    const untilWrap = Math.min(end, start + rows.capacity - at)
    const copy = (to: Float64Array, from: Float64Array | undefined): void => {
      if (from === undefined) {
        to.fill(NaN, at, at + untilWrap - start).fill(NaN, 0, end - untilWrap)
        return
      }
      to.set(from.subarray(start, untilWrap), at)
      if (untilWrap < end) to.set(from.subarray(untilWrap, end), 0)
    }
    copy(rows.time, batch.time)
    rows.gap.fill(0, at, at + untilWrap - start).fill(0, 0, end - untilWrap)
    for (const [index, column] of rows.columns.entries()) {
      copy(column.min, batch.value[index])
      copy(column.mean, batch.mean[index])
      copy(column.deviation, batch.deviation[index])
      const state = batch.state[index] as Uint8Array | undefined
      const anomaly = batch.anomaly[index] as Uint8Array | undefined
      const { flags } = column
      if (!state || !anomaly) flags.fill(0, at, at + untilWrap - start).fill(0, 0, end - untilWrap)
      else for (let row = start; row < end; row++) flags[(at + row - start) & mask] = state[row] | (anomaly[row] << 2)
    }
    rows.count += end - start
  }

  /** Completes every entry whose finer entries are all there. */
  private carry(): void {
    for (let index = 1; index < this.levels.length; index++) {
      const finer = this.levels[index - 1]
      const level = this.levels[index]
      const width = level.span / finer.span
      const complete = Math.floor(finer.count / width)
      if (complete === level.count) return
      level.reserve(complete - level.count, Math.max(level.capacity, this.entryCapacity))
      while (level.count < complete) level.append(finer, width)
    }
  }
}
