import { crc32 } from 'node:zlib'
import { DuckDBBlobValue } from '@duckdb/node-api'
import { type Check, type CheckPlace, count, type Hole } from './check'
import { Found } from './found'
import { streamedRows } from './rows'

/** What was found of a capture's bytes. */
export interface RawFacts {
  readonly bytes: number
  /** Offsets of the stream. */
  readonly holes: readonly Hole[]
  /** The offset after the last byte. */
  readonly end: number
}

/** The bytes are in order, without overlap, and are those that were written; where some are missing is answered. */
export async function* checkRaw(place: CheckPlace): Check<RawFacts> {
  const { connection, signal, meta, has, pause, advance } = place
  const checksum = has('raw', 'crc') ? 'crc' : 'NULL'
  const disorder = new Found('pieces of bytes that are out of order')
  const changes = new Found('pieces of bytes that differ from their checksum')
  const holes: Hole[] = []
  let bytes = 0
  let end = Number(meta.get('offset') ?? 0)
  let newest = -Infinity
  const sql = `SELECT start, length, time, bytes, ${checksum} FROM raw`
  for await (const [startValue, lengthValue, time, blob, crc] of streamedRows(connection, sql, signal)) {
    await pause()
    const start = Number(startValue)
    const length = Number(lengthValue)
    const where = `bytes ${count(start)} to ${count(start + length - 1)}`
    const content = blob instanceof DuckDBBlobValue ? blob.bytes : new Uint8Array(0)
    if (start < end || startValue === null)
      yield* disorder.one(`${where} overlap those before them, or are out of order`)
    else if (start > end) holes.push({ from: end, to: start })
    if (content.length !== length) yield* changes.one(`${where}: ${count(content.length)} are there`)
    else if (checksum === 'crc' && Number(crc) !== crc32(content))
      yield* changes.one(`${where} differ from their checksum`)
    if (time !== null && !(Number(time) >= newest)) yield* disorder.one(`${where} were read before those before them`)
    newest = Math.max(newest, Number(time ?? -Infinity))
    end = Math.max(end, start + length)
    bytes += content.length
    advance(content.length)
  }
  yield* disorder.rest()
  yield* changes.rest()
  return { bytes, holes, end }
}
