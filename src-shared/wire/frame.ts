import { SignalboxError } from '../base/errors'
import type { Frame, FrameChannel } from './live'

/*
 * Layout, little endian, every column 8-byte aligned so that decoding copies nothing:
 *   0 u32 magic   4 u32 subscription   8 u32 sequence   12 u32 rows   16 u32 channels   20 u32 zero
 *  24 f64 bucket 32 f64 fromBucket    40 f64 newest
 *  48 f64 time[rows], then for each channel f64 min[rows] max[rows] mean[rows] deviation[rows],
 *     then u32 index[channels], u8 gap[rows], and for each channel u8 flags[rows]
 */
const magic = 0x31464253 // "SBF1"
const headerBytes = 48

/** The number of bytes `encodeFrame` makes for a frame of this size. */
export function frameByteLength(rows: number, channels: number): number {
  return headerBytes + 8 * rows * (1 + 4 * channels) + 4 * channels + rows * (1 + channels)
}

/** A frame as one fresh array of bytes. */
export function encodeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const { rows, channels } = frame
  const bytes = new Uint8Array(frameByteLength(rows, channels.length))
  const header = new DataView(bytes.buffer, 0, headerBytes)
  for (const [at, value] of [magic, frame.subscription, frame.sequence, rows, channels.length].entries())
    header.setUint32(4 * at, value, true)
  header.setFloat64(24, frame.bucket, true)
  header.setFloat64(32, frame.fromBucket, true)
  header.setFloat64(40, frame.newest, true)
  const { doubles, indices, small } = views(bytes, rows, channels.length)
  doubles.set(frame.time.subarray(0, rows), 0)
  small.set(frame.gap.subarray(0, rows), 0)
  for (const [at, channel] of channels.entries()) {
    const column = rows * (1 + 4 * at)
    doubles.set(channel.min.subarray(0, rows), column)
    doubles.set(channel.max.subarray(0, rows), column + rows)
    doubles.set(channel.mean.subarray(0, rows), column + 2 * rows)
    doubles.set(channel.deviation.subarray(0, rows), column + 3 * rows)
    indices.setUint32(4 * at, channel.index, true)
    small.set(channel.flags.subarray(0, rows), rows * (1 + at))
  }
  return bytes
}

/**
 * The frame in `bytes`. Its columns are views into them where the alignment allows, else into one copy.
 * @throws SignalboxError `bad-input` when the bytes are not exactly one frame.
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  if (bytes.byteLength < headerBytes) throw notAFrame(`only ${bytes.byteLength} bytes`)
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerBytes)
  if (header.getUint32(0, true) !== magic) throw notAFrame('wrong magic number')
  const rows = header.getUint32(12, true)
  const count = header.getUint32(16, true)
  const expected = frameByteLength(rows, count)
  if (expected !== bytes.byteLength) throw notAFrame(`${bytes.byteLength} bytes where ${expected} were announced`)
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const { doubles, indices, small } = views(aligned, rows, count)
  const channels: FrameChannel[] = []
  for (let at = 0; at < count; at++) {
    const column = (part: number): Float64Array =>
      doubles.subarray(rows * (1 + 4 * at + part), rows * (2 + 4 * at + part))
    channels.push({
      index: indices.getUint32(4 * at, true),
      min: column(0),
      max: column(1),
      mean: column(2),
      deviation: column(3),
      flags: small.subarray(rows * (1 + at), rows * (2 + at))
    })
  }
  return {
    subscription: header.getUint32(4, true),
    sequence: header.getUint32(8, true),
    bucket: header.getFloat64(24, true),
    fromBucket: header.getFloat64(32, true),
    newest: header.getFloat64(40, true),
    rows,
    time: doubles.subarray(0, rows),
    gap: small.subarray(0, rows),
    channels
  }
}

interface Views {
  readonly doubles: Float64Array
  readonly indices: DataView
  readonly small: Uint8Array
}

function views(bytes: Uint8Array, rows: number, channels: number): Views {
  const count = rows * (1 + 4 * channels)
  const afterDoubles = bytes.byteOffset + headerBytes + 8 * count
  return {
    doubles: new Float64Array(bytes.buffer, bytes.byteOffset + headerBytes, count),
    indices: new DataView(bytes.buffer, afterDoubles, 4 * channels),
    small: new Uint8Array(bytes.buffer, afterDoubles + 4 * channels, rows * (1 + channels))
  }
}

/** What is wrong with bytes that should be a frame. */
export function notAFrame(why: string): SignalboxError {
  return new SignalboxError('bad-input', `not a live frame: ${why}`)
}
