import type { DuckDBDataChunk } from '@duckdb/node-api'
import duckdb from '@duckdb/node-bindings'

type Values = Float64Array<ArrayBuffer> | BigInt64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>

/**
 * Copies a whole column into a chunk; value by value it is many times slower. NULL where a number is NaN, and in the first
 * `missing` rows.
 */
export function fillVector(chunk: DuckDBDataChunk, column: number, values: Values, missing = 0): void {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column)
  duckdb.copy_data_to_vector(vector, 0, values.buffer, values.byteOffset, values.byteLength)
  const valid = validity(values, missing)
  if (!valid) return
  duckdb.vector_ensure_validity_writable(vector)
  duckdb.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.length)
}

/** A bit a row, in whole 64-bit words; undefined when every row has a value. */
function validity(values: Values, missing: number): Uint8Array<ArrayBuffer> | undefined {
  let valid: Uint8Array<ArrayBuffer> | undefined
  for (let row = 0; row < values.length; row++) {
    const value = values[row]
    // NaN alone differs from itself.
    if (row >= missing && value === value) continue
    valid ??= new Uint8Array(8 * Math.ceil(values.length / 64)).fill(0xff)
    valid[row >> 3] &= ~(1 << (row & 7))
  }
  return valid
}
