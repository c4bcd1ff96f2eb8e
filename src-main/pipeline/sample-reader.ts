/** A stretch of time, ms since the epoch, both ends included. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** What a capture holds of a stretch. */
export interface Survey {
  readonly rows: number
  /** Numbers of the first and last sample in its session, and their times; -1 and NaN when there are no rows. */
  readonly firstSample: number
  readonly lastSample: number
  readonly firstTime: number
  readonly lastTime: number
  /** Time of the row before the first, ms; -Infinity when that is the capture's first. */
  readonly timeBefore: number
  /** Times after which nothing was known for a while, ascending: the first row after one does not follow on the one before. */
  readonly breaks: readonly number[]
  /** Longest time a stored block of rows covers, ms; NaN where there are no blocks. See `BucketsWanted.fromBlocks`. */
  readonly blockSpan: number
}

/** Rows of a capture, in columns of equal length. */
export interface StoredRows {
  /** Numbers in their session; a hole in them is a loss. */
  readonly sample: Float64Array
  readonly time: Float64Array
  /** In the order asked for; NaN where there is no value, or no such channel. */
  readonly value: readonly Float64Array[]
}

/** Buckets of a capture that hold rows, ascending, in columns of equal length. */
export interface StoredBuckets {
  /** time / bucket, floored. */
  readonly index: Float64Array
  /** Times of the bucket's first and last row, and the numbers and count of its rows. */
  readonly time: Float64Array
  readonly lastTime: Float64Array
  readonly firstSample: Float64Array
  readonly lastSample: Float64Array
  readonly rows: Float64Array
  /** In the order asked for; of the bucket's values, NaN left out. `deviation` is that of a sample, n - 1. */
  readonly channels: readonly {
    readonly min: Float64Array
    readonly max: Float64Array
    readonly mean: Float64Array
    readonly deviation: Float64Array
  }[]
}

export interface RowsWanted {
  /** Sample numbers, both included. */
  readonly first: number
  readonly last: number
  /** By name. */
  readonly channels: readonly string[]
}

export interface BucketsWanted {
  /** ms. */
  readonly bucket: number
  /** Bucket numbers, both included. */
  readonly first: number
  readonly last: number
  readonly channels: readonly string[]
  /**
   * From the capture's blocks instead of its rows, in time proportional to them: extremes are exact but may stand up to a
   * block's span beside their place, deviations are NaN. For buckets much longer than a block.
   */
  readonly fromBlocks?: boolean
}

/**
 * Reads recorded samples. Each call is a bounded piece of work beside the recording, which goes on meanwhile; it sees
 * what is on disk. All throw `not-found` for a capture that is not there, `cancelled` once the signal has aborted.
 */
export interface SampleReader {
  survey(capture: string, stretch: Stretch, signal: AbortSignal): Promise<Survey>
  rows(capture: string, wanted: RowsWanted, signal: AbortSignal): Promise<StoredRows>
  buckets(capture: string, wanted: BucketsWanted, signal: AbortSignal): Promise<StoredBuckets>
  /** Returns when everything accepted so far is on disk, or cannot be written. */
  flush(capture: string): Promise<void>
}
