import { crc32 } from 'node:zlib'
import { rowsAChunk, type RowsMessage } from '../messages'

/** What is kept of rows that were written together; see the table `blocks`. */
export interface Block {
  readonly low: (number | null)[]
  readonly high: (number | null)[]
  readonly mean: (number | null)[]
  readonly crc: number
}

/** The block of a message's rows: of each channel its lowest and highest number and the mean (null without any), and the checksum. */
export function blockOf({ columns, count }: RowsMessage, channels: number): Block {
  const low: (number | null)[] = []
  const high: (number | null)[] = []
  const mean: (number | null)[] = []
  let crc = checksum(columns.subarray(0, count), 0)
  for (let channel = 1; channel <= channels; channel++) {
    const column = columns.subarray(channel * rowsAChunk, channel * rowsAChunk + count)
    const { least, most, sum, numbers } = extremes(column)
    low.push(numbers > 0 ? least : null)
    high.push(numbers > 0 ? most : null)
    mean.push(numbers > 0 && Number.isFinite(sum) ? sum / numbers : null)
    crc = numbers < count ? checksum(column, crc) : crcOf(column, crc)
  }
  return { low, high, mean, crc }
}

/** CRC-32 of a column as 64-bit floats, going on from `before`; every NaN counts as the same, as in the table. */
export function checksum(column: Float64Array, before: number): number {
  let plain = column
  for (let row = 0; row < column.length; row++) {
    if (!Number.isNaN(column[row])) continue
    if (plain === column) plain = column.slice()
    plain[row] = NaN
  }
  return crcOf(plain, before)
}

function crcOf({ buffer, byteOffset, byteLength }: Float64Array, before: number): number {
  return crc32(new Uint8Array(buffer, byteOffset, byteLength), before)
}

function extremes(column: Float64Array): { least: number; most: number; sum: number; numbers: number } {
  let least = Infinity
  let most = -Infinity
  let sum = 0
  let numbers = 0
  for (let row = 0; row < column.length; row++) {
    const value = column[row]
    // Not a number is equal to nothing.
    if (value !== value) continue
    numbers++
    sum += value
    if (value < least) least = value
    if (value > most) most = value
  }
  return { least, most, sum, numbers }
}
