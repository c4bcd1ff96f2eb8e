import { crc32 } from 'node:zlib'
import { rowsAChunk, type RowsMessage } from '../messages'

/** What is kept of rows that were written together; see the table `blocks`. */
export interface Block {
  readonly low: (number | null)[]
  readonly high: (number | null)[]
  readonly crc: number
}

/** The block of a message's rows: of each channel its lowest and highest number (null without any), and the checksum. */
export function blockOf({ columns, count }: RowsMessage, channels: number): Block {
  const low: (number | null)[] = []
  const high: (number | null)[] = []
  for (let channel = 1; channel <= channels; channel++) {
    const from = channel * rowsAChunk
    let least = Infinity
    let most = -Infinity
    let some = false
    for (let row = from; row < from + count; row++) {
      const value = columns[row]
      if (value !== value) continue
      some = true
      if (value < least) least = value
      if (value > most) most = value
    }
    low.push(some ? least : null)
    high.push(some ? most : null)
  }
  const pieces = Array.from({ length: channels + 1 }, (_, column) =>
    columns.subarray(column * rowsAChunk, column * rowsAChunk + count)
  )
  return { low, high, crc: checksum(pieces) }
}

/** CRC-32 of columns one after the other, each as 64-bit floats; every NaN counts as the same, as in the table. */
export function checksum(columns: readonly Float64Array[]): number {
  let crc = 0
  for (const column of columns) {
    const plain = column.some(Number.isNaN) ? column.map(value => (Number.isNaN(value) ? NaN : value)) : column
    crc = crc32(new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength), crc)
  }
  return crc
}
