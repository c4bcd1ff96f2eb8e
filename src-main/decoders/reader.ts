import type { LineTimes } from './line-times'
import type { Misfits } from './misfits'
import type { Table } from './table'

/** What every format's reader works with: where rows go, what time it is, where lines that do not fit go. */
export interface ReaderContext {
  readonly table: Table
  readonly times: LineTimes
  readonly misfits: Misfits
}

/** Reads the lines of one format. Reading is a plain call: its state is its learned layout and a row half assembled. */
export interface FormatReader {
  /**
   * Reads `bytes[from, to)`, which ends with a line end, and answers how far it read: `to`, or the end of the line after
   * which the misfits ran out of patience. Offsets mean what `times.shift` says.
   */
  read(bytes: Uint8Array, from: number, to: number): number
  /** Nothing more will follow soon: a row half assembled is completed. */
  flush(): void
  /** The layout in words, e.g. `comma, header with 6 names`. */
  readonly detail: string
}

export const lineFeed = 10
export const carriageReturn = 13
/** Longer lines are rejected as `too-long`. */
export const maximumLine = 65_536
