import type { DuckDBConnection } from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import { throwIfCancelled } from '@shared/base/abort'
import { asDouble, type ExportColumn } from './export-column'
import type { ExportJob } from './export-job'

/** Rows of the source in columns of equal length; NaN where there is no value. */
export interface Page {
  readonly rows: number
  readonly sample: Float64Array<ArrayBuffer>
  readonly time: Float64Array<ArrayBuffer>
  readonly columns: readonly Float64Array<ArrayBuffer>[]
}

/** Values between two rounds of the event loop, where copying them is all that is done: about a millisecond. */
const valuesAPage = 16_384

/** The job's rows in order, page by page, each fetched when it is pulled. `values`: of a page, fewer where they cost more. */
export function readPages(
  { source: { connection, columns, from }, signal }: Pick<ExportJob, 'source' | 'signal'>,
  values = valuesAPage
): AsyncGenerator<Page> {
  return pagesOf(connection, { columns, from, values }, signal)
}

export interface PagedTable {
  readonly columns: readonly ExportColumn[]
  readonly from: string
  /** Of a page. */
  readonly values: number
}

/** The same of any table that has `sample`, `time` and the columns. */
export async function* pagesOf(
  connection: DuckDBConnection,
  { columns, from, values }: PagedTable,
  signal: AbortSignal
): AsyncGenerator<Page> {
  const numbers = columns.map(column => `coalesce(${asDouble(column)}, 'NaN')`)
  const result = await connection.stream(
    `SELECT ${['CAST(sample AS DOUBLE)', 'time', ...numbers].join(', ')} FROM ${from}`
  )
  const most = Math.max(8, Math.floor(values / (2 + columns.length)))
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const { rowCount, chunk: source } = chunk
    const [sample, time, ...all] = Array.from({ length: 2 + columns.length }, (_, column) => {
      const bytes = duckdb.vector_get_data(duckdb.data_chunk_get_vector(source, column), 8 * rowCount)
      // DuckDB's memory, which is gone with its chunk.
      return new Float64Array(bytes.slice().buffer)
    })
    for (let start = 0; start < rowCount; start += most) {
      throwIfCancelled(signal)
      const end = Math.min(rowCount, start + most)
      const part = (column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => column.subarray(start, end)
      yield { rows: end - start, sample: part(sample), time: part(time), columns: all.map(part) }
      await new Promise(setImmediate)
    }
  }
}
