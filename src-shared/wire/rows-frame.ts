import { notAFrame } from './frame'
import type { RowsFrame } from './live'

/*
 * Layout, little endian, every column 8-byte aligned:
 *   0 u32 magic   4 u32 subscription   8 u32 rows   12 u32 channels   16 f64 first
 *  24 f64 time[rows], then f64 value[rows] for each channel, then u8 gap[rows]
 */
export const rowsMagic = 0x31524253 // "SBR1"
const headerBytes = 24

/** The number of bytes `encodeRowsFrame` makes for a frame of this size. */
export function rowsFrameByteLength(rows: number, channels: number): number {
  return headerBytes + 8 * rows * (1 + channels) + rows
}

/** A frame of rows as one fresh array of bytes. */
export function encodeRowsFrame(frame: RowsFrame): Uint8Array<ArrayBuffer> {
  const { rows, value } = frame
  const bytes = new Uint8Array(rowsFrameByteLength(rows, value.length))
  const header = new DataView(bytes.buffer, 0, headerBytes)
  for (const [at, field] of [rowsMagic, frame.subscription, rows, value.length].entries())
    header.setUint32(4 * at, field, true)
  header.setFloat64(16, frame.first, true)
  const doubles = new Float64Array(bytes.buffer, headerBytes, rows * (1 + value.length))
  doubles.set(frame.time.subarray(0, rows), 0)
  for (const [at, column] of value.entries()) doubles.set(column.subarray(0, rows), rows * (1 + at))
  bytes.set(frame.gap.subarray(0, rows), bytes.byteLength - rows)
  return bytes
}

/**
 * The rows in `bytes`. Their columns are views into them where the alignment allows, else into one copy.
 * @throws SignalboxError `bad-input` when the bytes are not exactly one frame of rows.
 */
export function decodeRowsFrame(bytes: Uint8Array): RowsFrame {
  if (bytes.byteLength < headerBytes) throw notAFrame(`only ${bytes.byteLength} bytes`)
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerBytes)
  if (header.getUint32(0, true) !== rowsMagic) throw notAFrame('wrong magic number')
  const rows = header.getUint32(8, true)
  const channels = header.getUint32(12, true)
  const expected = rowsFrameByteLength(rows, channels)
  if (expected !== bytes.byteLength) throw notAFrame(`${bytes.byteLength} bytes where ${expected} were announced`)
  // An announced channel costs nothing when there are no rows; no frame has more than a request may ask for.
  if (channels > 64) throw notAFrame(`${channels} channels, more than anybody can ask for`)
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const doubles = new Float64Array(aligned.buffer, aligned.byteOffset + headerBytes, rows * (1 + channels))
  return {
    subscription: header.getUint32(4, true),
    first: header.getFloat64(16, true),
    rows,
    time: doubles.subarray(0, rows),
    gap: aligned.subarray(aligned.byteLength - rows),
    value: Array.from({ length: channels }, (_, at) => doubles.subarray(rows * (1 + at), rows * (2 + at)))
  }
}
