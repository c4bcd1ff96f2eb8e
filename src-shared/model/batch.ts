import type { Channel } from './channel'

/**
 * What came from a device since the last read. `bytes` holds one or more reads end to end; read `k` ends before offset
 * `ends[k]` and was handed over by the system at `times[k]` (ms since the epoch).
 */
export interface Chunk {
  readonly kind: 'chunk'
  readonly bytes: Uint8Array
  readonly ends: readonly number[]
  readonly times: readonly number[]
}

/**
 * `count` consecutive rows of samples in columns. Column arrays may be longer than `count`; what lies behind is garbage.
 *
 * Lent, not given: the arrays are the sender's and are overwritten after the next `send`. A receiver that needs them
 * longer copies. Never written by a receiver.
 */
export interface Batch {
  readonly kind: 'batch'
  /** The channel table; the same array object until a channel appears. `channels[i].index === i`. */
  readonly channels: readonly Channel[]
  /** Number of rows before this batch in its session: row `i` is sample `first + i`. */
  readonly first: number
  readonly count: number
  /** Milliseconds since the epoch, never decreasing. */
  readonly time: Float64Array
  /** One column a channel; NaN where the row has no value for it. */
  readonly value: readonly Float64Array[]
  /** Written by the statistics stage; empty before it. */
  readonly mean: readonly Float64Array[]
  readonly deviation: readonly Float64Array[]
  /** Written by the anomaly stage, `anomaly` 0 or 1; empty before it. */
  readonly score: readonly Float64Array[]
  readonly anomaly: readonly Uint8Array[]
  /** Written by the traffic-light stage, see `lights`; empty before it. */
  readonly state: readonly Uint8Array[]
}

/** A lamp's colours in the order of their codes in `Batch.state`. */
export const lights = ['green', 'yellow', 'red'] as const
export type Light = (typeof lights)[number]
