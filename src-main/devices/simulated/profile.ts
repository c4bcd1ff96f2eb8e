import type { Random } from './random'

export interface SimulatedChannel {
  /** Dotted where channels belong together: `accel.x`. */
  readonly name: string
  readonly unit: string
  /** Decimals the sensor resolves; every value sent is rounded to them, like the reading of a converter. */
  readonly decimals: number
  /** The standard deviation of the undisturbed signal, swing and noise together; what faults are measured in. */
  readonly spread: number
}

export interface RowOptions {
  readonly random: Random
  /** Rows a second. */
  readonly rate: number
  readonly channels: number
}

/** A kind of simulated device. */
export interface Profile {
  readonly title: string
  readonly description: string
  /** Lines a second when nothing is asked for. */
  readonly rate: number
  /** Whether the number of channels can be chosen. */
  readonly countable: boolean
  channels(count?: number): readonly SimulatedChannel[]
  /** Rows without end, one value a channel. The array is the generator's own and is filled anew for each row. */
  rows(options: RowOptions): Generator<Float64Array, never, void>
}
