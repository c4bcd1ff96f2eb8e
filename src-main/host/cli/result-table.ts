import type { Batch } from '@shared/model/batch'
import { openCsvTable } from './csv-table'
import { openJsonLinesTable } from './json-lines-table'

/** Analysed batches on their way into a file that appears under its name only once it is complete. Constant memory. */
export interface ResultTable {
  /** Resolves when the rows are taken over; the batch is no longer needed then. Channels may appear at any time. */
  write(batch: Batch): Promise<void>
  /** Puts the file in its place. */
  finish(signal: AbortSignal): Promise<void>
  /** Leaves nothing behind. */
  discard(): Promise<void>
}

export type ResultFormat = 'csv' | 'jsonl' | 'parquet'

const openers: Readonly<Record<ResultFormat, (path: string) => Promise<ResultTable>>> = {
  csv: openCsvTable,
  jsonl: openJsonLinesTable,
  parquet: async path => (await import('../../captures/parquet-table')).openParquetTable(path)
}

/** @throws SignalboxError `storage` when the place cannot be written. */
export function openResultTable({ path, format }: { path: string; format: ResultFormat }): Promise<ResultTable> {
  return openers[format](path)
}
