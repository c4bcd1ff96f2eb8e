import type { DuckDBConnection } from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import { throwIfCancelled } from '@shared/base/abort'
import { storageError } from '../problems'

/** Columns of equal length in one buffer, ready to be handed to another thread: column `c` begins at `c * rows`. */
export interface Columns {
  readonly rows: number
  readonly width: number
  readonly values: Float64Array<ArrayBuffer>
}

/** The rows of one of DuckDB's chunks, at most 2,048; each column with memory of its own. */
export interface ColumnPiece {
  readonly rows: number
  readonly columns: readonly Float64Array[]
}

/**
 * Runs a query that answers only columns of type DOUBLE without NULL, and copies them whole: value by value through
 * DuckDB's own readers is many times slower. Interrupted when the signal aborts.
 */
export async function readColumns(connection: DuckDBConnection, sql: string, signal: AbortSignal): Promise<Columns> {
  try {
    const pieces: ColumnPiece[] = []
    let width = 0
    for await (const piece of columnPieces(connection, sql, signal, columns => (width = columns))) pieces.push(piece)
    return joined(pieces, width)
  } catch (error) {
    throwIfCancelled(signal)
    throw storageError('the capture cannot be read', error)
  }
}

/** The same, piece by piece as DuckDB streams them, in constant memory. @throws DuckDB's own error. */
export async function* columnPieces(
  connection: DuckDBConnection,
  sql: string,
  signal: AbortSignal,
  onWidth: (columns: number) => void = () => undefined
): AsyncGenerator<ColumnPiece, void, void> {
  throwIfCancelled(signal)
  const interrupt = (): void => connection.interrupt()
  signal.addEventListener('abort', interrupt, { once: true })
  try {
    const result = await connection.stream(sql)
    const width = result.columnCount
    onWidth(width)
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      throwIfCancelled(signal)
      const { rowCount: rows, chunk: source } = chunk
      const columns = Array.from({ length: width }, (_, column) => {
        const bytes = duckdb.vector_get_data(duckdb.data_chunk_get_vector(source, column), 8 * rows)
        // DuckDB's memory, which is gone with its chunk.
        return new Float64Array(bytes.slice().buffer)
      })
      yield { rows, columns }
    }
  } catch (error) {
    throwIfCancelled(signal)
    throw error
  } finally {
    signal.removeEventListener('abort', interrupt)
  }
}

function joined(pieces: readonly ColumnPiece[], width: number): Columns {
  const rows = pieces.reduce((sum, piece) => sum + piece.rows, 0)
  const values = new Float64Array(width * rows)
  let at = 0
  for (const piece of pieces) {
    for (const [column, part] of piece.columns.entries()) values.set(part, column * rows + at)
    at += piece.rows
  }
  return { rows, width, values }
}
