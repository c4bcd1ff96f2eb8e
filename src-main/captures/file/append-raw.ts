import type { DuckDBAppender } from '@duckdb/node-api'
import { crc32 } from 'node:zlib'
import { readFields, type RawMessage } from '../messages'
import { chained } from './chain'

/** Bytes a row of `raw`: below the 4,096 from which DuckDB keeps a value outside its column, uncompressed. */
const rowBytes = 4000

export interface RawAppenders {
  readonly raw: DuckDBAppender
  readonly reads: DuckDBAppender
}

/** Appends a piece's bytes and where its reads ended; `before` is the checksum of the read before them, answered is the last one's. */
export function appendRaw({ raw, reads }: RawAppenders, message: RawMessage, before: number): number {
  let read = 0
  for (let from = 0; from < message.length; from += rowBytes) {
    const to = Math.min(message.length, from + rowBytes)
    // A row's time is that of the read that brought its last byte; that read may end in a later piece.
    while (read < message.readCount - 1 && message.reads[readFields * read] < message.start + to) read++
    raw.appendBigInt(BigInt(message.start + from))
    raw.appendInteger(to - from)
    if (message.readCount > 0) raw.appendDouble(message.reads[readFields * read + 1])
    else raw.appendNull()
    raw.appendBlob(message.bytes.subarray(from, to))
    raw.appendUInteger(crc32(message.bytes.subarray(from, to)))
    raw.endRow()
  }
  let crc = before
  for (let index = 0; index < message.readCount; index++) {
    const at = readFields * index
    crc = chained(message.reads.subarray(at, at + readFields), crc)
    reads.appendBigInt(BigInt(message.reads[at]))
    reads.appendDouble(message.reads[at + 1])
    reads.appendBoolean(message.reads[at + 2] === 1)
    reads.appendUInteger(crc)
    reads.endRow()
  }
  return crc
}
