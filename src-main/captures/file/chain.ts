import { crc32 } from 'node:zlib'
import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from './database'

/** Tables each of whose rows goes on from the checksum of the row before it. */
export const chainedTables = ['reads', 'events', 'inputs'] as const
export type ChainedTable = (typeof chainedTables)[number]

/** The checksum of each table's last row; 0 before the first. */
export type Chains = Record<ChainedTable, number>

/**
 * CRC-32 of a row's content, going on from that of the row before it in its table. Checksums of single rows would say
 * nothing of a row that is missing or in another place.
 */
export function chained(content: string | Float64Array, before: number): number {
  if (typeof content === 'string') return crc32(content, before)
  return crc32(new Uint8Array(content.buffer, content.byteOffset, content.byteLength), before)
}

/** What is chained of a row of `inputs`. */
export function inputContent(start: number, data: string): string {
  return `${start} ${data}`
}

/** Where the chains of a capture end, so that writing can go on after a failure. */
export async function readChains(connection: DuckDBConnection): Promise<Chains> {
  const chains: Chains = { reads: 0, events: 0, inputs: 0 }
  for (const table of chainedTables) {
    const last = `SELECT crc FROM ${table} WHERE rowid = (SELECT max(rowid) FROM ${table})`
    const [row] = await rowsOf(connection, last)
    if (row) chains[table] = Number(row[0])
  }
  return chains
}
