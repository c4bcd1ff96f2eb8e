/** Rows of samples kept for a panel, oldest first; not reactive, `version` tells of changes. */
export interface RowWindow {
  readonly rows: number
  /** ms since the epoch; the first `rows` are valid. */
  readonly time: Float64Array
  readonly gap: Uint8Array
  /** In the order of the channels asked for. */
  readonly value: readonly Float64Array[]
}

export interface RowsInput {
  readonly session: string
  /** Column indices. */
  readonly channels: readonly number[]
  /** How many rows to keep, at most. */
  readonly rows: number
  /** How long a stretch to keep, ms; as long as `rows` reach when absent. */
  readonly span?: number
  /** Rows a second asked for are fresh at most this often, ms. */
  readonly interval?: number
}
