import type { DuckDBConnection } from '@duckdb/node-api'
import type { ExportOrder } from '@shared/model/capture'
import type { ExportSource } from './export-source'

/** One export, decided and counted. */
export interface ExportJob {
  readonly order: ExportOrder
  readonly source: ExportSource
  /** The capture itself, for its events. */
  readonly capture: DuckDBConnection
  readonly about: { readonly capture: string; readonly device: string; readonly label: string }
  readonly signal: AbortSignal
}

/** Where a format writes to. Both ways tell the progress, and end with `cancelled` when the signal aborts. */
export interface ExportOutput {
  /** The unfinished file. */
  readonly path: string
  /** Runs a statement that writes the file; answers how many rows it wrote. */
  run(connection: DuckDBConnection, statement: string): Promise<number>
  /** Writes pieces in order, no faster than the disk takes them. */
  write(pieces: AsyncIterable<ExportPiece>): Promise<number>
}

export interface ExportPiece {
  readonly bytes: Uint8Array
  /** Rows of the source in it. */
  readonly rows: number
}

export interface Written {
  readonly rows: number
  /** What the file has instead of what was recorded; empty when there is nothing to say. */
  readonly remark?: string
}

/** How a format is written. */
export interface ExportWriter {
  /** How large the file will be about; rather too large than too small. */
  estimate(job: ExportJob): number | Promise<number>
  /** @throws SignalboxError `bad-input` when these rows cannot be put into this format. */
  write(job: ExportJob, output: ExportOutput): Promise<Written>
}
