import type { ImportFormat } from '@shared/model/import'
import { readCsv } from './csv-reader'
import { readJsonLines } from './jsonl-reader'
import { readLog } from './log-reader'
import { readMcap } from './mcap-reader'
import { readParquet } from './parquet-reader'
import type { ImportReader } from './reader'

export const readers: Readonly<Record<ImportFormat, ImportReader>> = {
  csv: readCsv,
  jsonl: readJsonLines,
  parquet: readParquet,
  mcap: readMcap,
  log: readLog
}
