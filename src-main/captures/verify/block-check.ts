import { DuckDBListValue, type DuckDBValue } from '@duckdb/node-api'
import { type Block, blockOf } from '../file/block'
import type { ColumnPiece } from '../file/read-columns'
import { rowsAChunk } from '../messages'
import { type Check, count } from './check'
import type { Found } from './found'

/** A row of the table `blocks`. */
export interface StoredBlock {
  readonly first: number
  readonly rows: number
  readonly firstTime: number
  readonly lastTime: number
  readonly low: DuckDBValue
  readonly high: DuckDBValue
  readonly mean: DuckDBValue
  readonly crc: number
}

/** Compares blocks, in order, with the samples they stand for. */
export class BlockCheck {
  private readonly columns: Float64Array<ArrayBuffer>
  private filled = 0
  private at = 0
  private hasMore = false

  /** `channels`: of the capture; a block may be from before some of them appeared. */
  constructor(
    private readonly blocks: readonly StoredBlock[],
    private readonly channels: number,
    private readonly changes: Found
  ) {
    this.columns = new Float64Array((channels + 1) * rowsAChunk)
  }

  /** Takes the next samples: number, time and one column a channel. */
  async *see({ rows, columns: [numbers, ...columns] }: ColumnPiece): Check {
    for (let row = 0; row < rows; row++) {
      const number = numbers[row]
      while (this.at < this.blocks.length && number >= endOf(this.blocks[this.at])) yield* this.finish()
      const block = this.blocks.at(this.at)
      if (!block || number < block.first) {
        yield* this.changes.one(`sample ${count(number)} belongs to no block`)
        continue
      }
      const place = number - block.first
      const width = widthOf(block)
      for (let column = 0; column < columns.length; column++) {
        const value = columns[column][row]
        this.columns[column * rowsAChunk + place] = value
        // Of a channel that was not there yet.
        if (column > width && value === value) this.hasMore = true
      }
      this.filled++
    }
  }

  /** To be called after the last samples. */
  async *end(): Check {
    while (this.at < this.blocks.length) yield* this.finish()
  }

  private *finish(): ReturnType<Found['one']> {
    const block = this.blocks[this.at++]
    const { first, rows } = block
    const where = `samples ${count(first)} to ${count(first + rows - 1)}`
    if (this.filled !== rows) yield* this.changes.one(`${where}: ${count(this.filled)} of ${count(rows)} are there`)
    else if (!this.agrees(block)) yield* this.changes.one(`${where} differ from their checksum`)
    this.filled = 0
    this.hasMore = false
  }

  private agrees(block: StoredBlock): boolean {
    const width = widthOf(block)
    if (this.hasMore || width > this.channels) return false
    const { columns } = this
    const found = blockOf({ kind: 'rows', recorder: 0, first: block.first, count: block.rows, columns }, width)
    return (
      found.crc === block.crc &&
      columns[0] === block.firstTime &&
      columns[block.rows - 1] === block.lastTime &&
      isSame(found.low, block.low) &&
      isSame(found.high, block.high) &&
      isSame(found.mean, block.mean)
    )
  }
}

export function endOf({ first, rows }: Pick<StoredBlock, 'first' | 'rows'>): number {
  return first + rows
}

function widthOf({ low }: StoredBlock): number {
  return low instanceof DuckDBListValue ? low.items.length : 0
}

function isSame(found: Block['low'], stored: DuckDBValue): boolean {
  if (!(stored instanceof DuckDBListValue) || stored.items.length !== found.length) return false
  return found.every((number, channel) => Object.is(number, stored.items[channel]))
}
