import { literal } from '../column-names'
import type { ExportJob, ExportOutput, ExportPiece, Written } from './export-job'

export interface TextFile {
  readonly query: string
  /** The first line without its end; none when it is empty. */
  readonly header: string
  /** Of COPY, beside those that all texts have. */
  readonly options: string
}

/** What makes COPY write one text column as it is, a line a row. */
export const wholeLines = "QUOTE '', ESCAPE '', DELIMITER E'\\n'"

/** Has DuckDB write a text file. */
export async function writeText(
  { source }: ExportJob,
  { path, run, write }: ExportOutput,
  { query, header, options }: TextFile
): Promise<Written> {
  // DuckDB would leave out a header without rows behind it.
  if (source.rows === 0) return { rows: await write(pieces(header === '' ? '' : `${header}\n`)) }
  // The header goes in as prefix, because DuckDB renames names that differ only by case. Rows then are joined by line
  // ends, and the suffix is the last one's.
  const prefix = header === '' ? '' : `, PREFIX ${literal(`${header}\n`)}, SUFFIX ${literal('\n')}`
  const all = `FORMAT csv, HEADER false, NULLSTR '', ${options}${prefix}, USE_TMP_FILE false`
  return { rows: await run(source.connection, `COPY (${query}) TO ${literal(path)} (${all})`) }
}

async function* pieces(text: string): AsyncGenerator<ExportPiece> {
  yield { bytes: Buffer.from(text), rows: 0 }
}
