import { BIGINT, DOUBLE, DuckDBDataChunk, type DuckDBAppender } from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'
import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import { rowsAChunk, type RowsMessage } from '../messages'

/**
 * Appends chunks of rows to the table behind `appender`, one bulk copy a column. Row by row through the appender is many
 * times slower.
 */
export function appendRows(appender: DuckDBAppender, channels: number): Coroutine<RowsMessage, void> {
  return coroutine('append rows', function* (): Generator<void, void, RowsMessage> {
    const types = [BIGINT, DOUBLE, ...Array.from({ length: channels }, () => DOUBLE)]
    const chunk = DuckDBDataChunk.create(types)
    const numbers = new Uint32Array(2 * rowsAChunk)
    const valid = new Uint8Array(rowsAChunk / 8)
    for (;;) {
      const { first, count, columns } = yield
      chunk.reset()
      chunk.rowCount = count
      numberRows(numbers, first, count)
      duckdb.copy_data_to_vector(vectorOf(chunk, 0), 0, numbers.buffer, 0, 8 * count)
      for (let column = 0; column <= channels; column++) {
        const vector = vectorOf(chunk, column + 1)
        const from = column * rowsAChunk
        duckdb.copy_data_to_vector(vector, 0, columns.buffer, 8 * from, 8 * count)
        if (!markMissing(valid, columns, from, count)) continue
        duckdb.vector_ensure_validity_writable(vector)
        duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.length)
      }
      appender.appendDataChunk(chunk)
    }
  })
}

function vectorOf(chunk: DuckDBDataChunk, column: number): ReturnType<typeof duckdb.data_chunk_get_vector> {
  return duckdb.data_chunk_get_vector(chunk.chunk, column)
}

/** Writes `first`, `first + 1` ... as 64-bit integers, low word first (every platform of DuckDB), without a BigInt each. */
function numberRows(words: Uint32Array, first: number, count: number): void {
  for (let row = 0; row < count; row++) {
    const number = first + row
    words[2 * row] = number % 2 ** 32
    words[2 * row + 1] = Math.floor(number / 2 ** 32)
  }
}

/** Sets a bit a row in `valid`, cleared where the value is NaN. False when none is: then `valid` says nothing. */
function markMissing(valid: Uint8Array, columns: Float64Array, from: number, count: number): boolean {
  let missing = false
  for (let row = 0; row < count; row++) {
    const value = columns[from + row]
    if (value === value) continue
    if (!missing) valid.fill(0xff)
    missing = true
    valid[row >> 3] &= ~(1 << (row & 7))
  }
  return missing
}
