import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/base/abort'

/** A query's rows one by one as DuckDB streams them, in constant memory. @throws DuckDB's own error. */
export async function* streamedRows(
  connection: DuckDBConnection,
  sql: string,
  signal: AbortSignal
): AsyncGenerator<readonly DuckDBValue[], void, void> {
  const result = await connection.stream(sql)
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    throwIfCancelled(signal)
    const columns = chunk.getColumns()
    for (let row = 0; row < chunk.rowCount; row++) yield columns.map(column => column[row])
  }
}
