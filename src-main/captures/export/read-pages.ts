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

/** Values that are worked on between two rounds of the event loop: about a millisecond of our own arithmetic. */
const valuesAPage = 16_384

/** The job's rows in order, page by page, each fetched when it is pulled. */
export function readPages({ source, signal }: Pick<ExportJob, 'source' | 'signal'>): AsyncGenerator<Page> {
  return pagesOf(source.connection, { columns: source.columns, from: source.from }, signal)
}

/** The same of any table that has `sample`, `time` and the columns. */
export async function* pagesOf(
  connection: DuckDBConnection,
  { columns, from }: { readonly columns: readonly ExportColumn[]; readonly from: string },
  signal: AbortSignal
): AsyncGenerator<Page> {
  const values = columns.map(column => `coalesce(${asDouble(column)}, 'NaN')`)
  const result = await connection.stream(
    `SELECT ${['CAST(sample AS DOUBLE)', 'time', ...values].join(', ')} FROM ${from}`
  )
  const most = Math.max(16, Math.floor(valuesAPage / (2 + columns.length)))
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
