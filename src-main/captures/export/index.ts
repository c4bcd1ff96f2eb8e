import type { ExportFormat } from '@shared/model/capture'
import { csv, tsv } from './delimited'
import { duckdb } from './duckdb'
import type { ExportWriter } from './export-job'
import { jsonLines } from './json-lines'
import { lineProtocol } from './line-protocol'
import { parquet } from './parquet'
import { wav } from './wav'

/** Every format, by its file's ending. Those with a library of their own load it when they are asked for. */
const writers: Readonly<Record<ExportFormat, () => ExportWriter | Promise<ExportWriter>>> = {
  csv: () => csv,
  tsv: () => tsv,
  jsonl: () => jsonLines,
  parquet: () => parquet,
  duckdb: () => duckdb,
  arrow: async () => (await import('./arrow')).arrow,
  mcap: async () => (await import('./mcap')).mcap,
  lp: () => lineProtocol,
  wav: () => wav
}

export async function exportWriter(format: ExportFormat): Promise<ExportWriter> {
  return writers[format]()
}
