import { notAFrame } from './frame'
import type { RawFrame } from './live'

/*
 * Layout, little endian, every column aligned to its own size:
 *   0 u32 magic   4 u32 subscription   8 u32 sequence   12 u32 pieces   16 u32 bytes   20 u32 zero
 *  24 f64 start  32 f64 skipped
 *  40 f64 times[pieces], then u32 ends[pieces], u8 sent[pieces], u8 bytes[bytes]
 */
export const rawMagic = 0x31424253 // "SBB1"
const headerBytes = 40
const pieceBytes = 13

/** A frame of the byte log as one fresh array of bytes. */
export function encodeRawFrame(frame: RawFrame): Uint8Array<ArrayBuffer> {
  const pieces = frame.ends.length
  const bytes = new Uint8Array(headerBytes + pieceBytes * pieces + frame.bytes.byteLength)
  const header = new DataView(bytes.buffer, 0, headerBytes)
  const fields = [rawMagic, frame.subscription, frame.sequence, pieces, frame.bytes.byteLength]
  for (const [at, field] of fields.entries()) header.setUint32(4 * at, field, true)
  header.setFloat64(24, frame.start, true)
  header.setFloat64(32, frame.skipped, true)
  const { times, ends, sent, content } = views(bytes, pieces)
  times.set(frame.times)
  ends.set(frame.ends)
  sent.set(frame.sent)
  content.set(frame.bytes)
  return bytes
}

/**
 * The part of the byte log in `bytes`, as views into them where the alignment allows, else into one copy.
 * @throws SignalboxError `bad-input` when the bytes are not exactly one such frame, or its pieces do not lie end to end.
 */
export function decodeRawFrame(bytes: Uint8Array): RawFrame {
  if (bytes.byteLength < headerBytes) throw notAFrame(`only ${bytes.byteLength} bytes`)
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerBytes)
  if (header.getUint32(0, true) !== rawMagic) throw notAFrame('wrong magic number')
  const pieces = header.getUint32(12, true)
  const length = header.getUint32(16, true)
  const expected = headerBytes + pieceBytes * pieces + length
  if (expected !== bytes.byteLength) throw notAFrame(`${bytes.byteLength} bytes where ${expected} were announced`)
  const { times, ends, sent, content } = views(bytes.byteOffset % 8 === 0 ? bytes : bytes.slice(), pieces)
  let end = 0
  for (const next of ends) {
    if (next < end) throw notAFrame('a piece that ends before it begins')
    end = next
  }
  if (end !== length) throw notAFrame(`pieces of ${end} bytes in all where there are ${length}`)
  return {
    subscription: header.getUint32(4, true),
    sequence: header.getUint32(8, true),
    start: header.getFloat64(24, true),
    skipped: header.getFloat64(32, true),
    bytes: content,
    ends,
    times,
    sent
  }
}

interface Views {
  readonly times: Float64Array
  readonly ends: Uint32Array
  readonly sent: Uint8Array
  readonly content: Uint8Array
}

function views(bytes: Uint8Array, pieces: number): Views {
  const start = bytes.byteOffset + headerBytes
  return {
    times: new Float64Array(bytes.buffer, start, pieces),
    ends: new Uint32Array(bytes.buffer, start + 8 * pieces, pieces),
    sent: bytes.subarray(headerBytes + 12 * pieces, headerBytes + pieceBytes * pieces),
    content: bytes.subarray(headerBytes + pieceBytes * pieces)
  }
}
