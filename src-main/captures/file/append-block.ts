import { DOUBLE, type DuckDBAppender, LIST } from '@duckdb/node-api'
import { rowsAChunk, type RowsMessage } from '../messages'
import { blockOf } from './block'

const numbers = LIST(DOUBLE)

/** Appends what is kept of rows that are written together. */
export function appendBlock(blocks: DuckDBAppender, message: RowsMessage, channels: number): void {
  const { first, count, columns } = message
  const { low, high, mean, crc } = blockOf(message, channels)
  blocks.appendBigInt(BigInt(first))
  blocks.appendInteger(count)
  blocks.appendDouble(columns[0])
  blocks.appendDouble(columns[Math.min(count, rowsAChunk) - 1])
  blocks.appendList(low, numbers)
  blocks.appendList(high, numbers)
  blocks.appendList(mean, numbers)
  blocks.appendUInteger(crc)
  blocks.endRow()
}
