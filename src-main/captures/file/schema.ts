import { crc32 } from 'node:zlib'
import type { DuckDBConnection } from '@duckdb/node-api'
import { literal, storable } from '../column-names'
import type { RecordOptions } from '../store'
import { rowsOf } from './database'

/** The one version number of everything in a capture's database. */
export const schemaVersion = 3
/** Version 1 had neither `inputs` nor `blocks` nor `accounts`, and no checksums; version 2 had no `endKey`. */
export const readableSchemas: readonly number[] = [1, 2, schemaVersion]

/**
 * - `samples`: one row a sample time, columns named after the channels, NULL where there was no number. `time` is ms
 *   since the epoch, `sample` counts from 0 in the session (a hole: the queue was full).
 * - `raw`: the bytes as they came, from offset `start` of the session's stream; `time` of the read that brought the last;
 *   `crc` is their CRC-32.
 * - `reads`: where in that stream each read ended, and when; `chunk` where the decoder was sent what had come.
 * - `inputs`: what the pipeline was sent at offset `start` beside bytes, as JSON; with `raw`, `reads` and the conditions in
 *   `meta` everything the samples depend on.
 * - `blocks`: `rows` rows of `samples` from number `first` on, written together: their times, of each channel the lowest and
 *   the highest value and the mean (a small pyramid: long stretches are drawn from it), and a CRC-32 of their numbers.
 * - `accounts`: about once a second what the stream had come to, true of all that was written before.
 * - `events`: the journal of the session, settings among it; `data` is the event as JSON.
 * - `channels`: which column holds which channel, by its index in the session.
 * - `meta`: what is known at the start; `crc` is a CRC-32 of the texts of `metaKeys`. Of a completed capture also `endKey`.
 *
 * In `reads`, `inputs` and `events` the `crc` of a row goes on from the row before it, see `chain.ts`.
 */
const tables = [
  'CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR)',
  'CREATE TABLE channels (index INTEGER, name VARCHAR, unit VARCHAR, "column" VARCHAR)',
  'CREATE TABLE samples (sample BIGINT, time DOUBLE)',
  'CREATE TABLE raw (start BIGINT, length INTEGER, time DOUBLE, bytes BLOB, crc UINTEGER)',
  'CREATE TABLE reads (end_offset BIGINT, time DOUBLE, chunk BOOLEAN, crc UINTEGER)',
  'CREATE TABLE inputs (start BIGINT, kind VARCHAR, data VARCHAR, crc UINTEGER)',
  'CREATE TABLE blocks (first BIGINT, rows INTEGER, first_time DOUBLE, last_time DOUBLE, low DOUBLE[], high DOUBLE[], mean DOUBLE[], crc UINTEGER)',
  'CREATE TABLE accounts (time DOUBLE, received BIGINT, decoded BIGINT, rejected BIGINT, bytes_lost BIGINT, rows_lost BIGINT, events_lost BIGINT, reasons VARCHAR)',
  'CREATE TABLE events (time DOUBLE, kind VARCHAR, channel VARCHAR, data VARCHAR, crc UINTEGER)'
]

/** What is known of a capture when it is begun. */
export const metaKeys = [
  'schema',
  'capture',
  'device',
  'address',
  'label',
  'start',
  'origin',
  'run',
  'part',
  'offset',
  'rows',
  'conditions'
] as const

/** In `meta`: the checksums of the last rows that are chained, as JSON; written when the capture is completed. */
export const endKey = 'end'

/** CRC-32 of what was known at the start; what is added to `meta` later does not change it. */
export function metaChecksum(meta: ReadonlyMap<string, string>): number {
  return crc32(JSON.stringify(metaKeys.map(key => meta.get(key) ?? null)))
}

/** Makes the tables and writes what is known at the start; does nothing to a database that has them. */
export async function ensureSchema(
  connection: DuckDBConnection,
  capture: string,
  options: RecordOptions
): Promise<void> {
  if (await hasSchema(connection)) return
  const meta: Record<(typeof metaKeys)[number], string | number> = {
    schema: schemaVersion,
    capture,
    device: JSON.stringify(options.device),
    address: options.address,
    label: options.label,
    start: options.start,
    origin: JSON.stringify(options.origin ?? { kind: 'recorded' }),
    run: options.continues?.run ?? capture,
    part: options.continues?.part ?? 1,
    offset: options.continues?.offset ?? 0,
    rows: options.continues?.rows ?? 0,
    conditions: JSON.stringify(options.conditions ?? null)
  }
  const texts = Object.entries(meta).map(([key, value]) => [key, storable(String(value))] as const)
  const crc = String(metaChecksum(new Map(texts)))
  const made = options.made === undefined ? [] : [['made', String(options.made)] as const]
  const values = [...texts, ['crc', crc] as const, ...made].map(
    ([key, value]) => `(${literal(key)}, ${literal(value)})`
  )
  const statements = ['BEGIN', ...tables, `INSERT INTO meta VALUES ${values.join(', ')}`, 'COMMIT']
  await connection.run(statements.join('; '))
}

/** Whether the capture has a table; those of version 1 lack some. */
export async function hasTable(connection: DuckDBConnection, name: string): Promise<boolean> {
  const found = await rowsOf(
    connection,
    `SELECT count(*) FROM duckdb_tables() WHERE database_name = 'capture' AND table_name = ${literal(name)}`
  )
  return found[0][0] === 1n
}

/** Whether the database is a capture at all. */
export function hasSchema(connection: DuckDBConnection): Promise<boolean> {
  return hasTable(connection, 'meta')
}

/** The texts written at the start, by key. */
export async function readMeta(connection: DuckDBConnection): Promise<ReadonlyMap<string, string>> {
  return new Map(
    (await rowsOf(connection, 'SELECT key, value FROM meta')).map(([key, value]) => [String(key), String(value)])
  )
}
