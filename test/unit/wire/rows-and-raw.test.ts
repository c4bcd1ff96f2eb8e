import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeLive } from '@shared/wire/decode-live'
import { encodeFrame } from '@shared/wire/frame'
import type { RawFrame, RowsFrame } from '@shared/wire/live'
import { decodeRawFrame, encodeRawFrame } from '@shared/wire/raw-frame'
import { decodeRowsFrame, encodeRowsFrame } from '@shared/wire/rows-frame'

const column = (rows: number): fc.Arbitrary<Float64Array> =>
  fc.array(fc.double(), { minLength: rows, maxLength: rows }).map(values => Float64Array.from(values))

const rowsFrames: fc.Arbitrary<RowsFrame> = fc
  .record({ rows: fc.nat(20), channels: fc.nat(5) })
  .chain(({ rows, channels }) =>
    fc.record({
      subscription: fc.nat(4_294_967_295),
      first: fc.integer({ min: -1, max: 2 ** 52 }),
      rows: fc.constant(rows),
      time: column(rows),
      gap: fc.array(fc.nat(1), { minLength: rows, maxLength: rows }).map(values => Uint8Array.from(values)),
      value: fc.array(column(rows), { minLength: channels, maxLength: channels })
    })
  )

const rawFrames: fc.Arbitrary<RawFrame> = fc
  .array(fc.record({ bytes: fc.uint8Array({ maxLength: 9 }), time: fc.double(), sent: fc.nat(1) }), { maxLength: 9 })
  .chain(pieces =>
    fc.record({
      subscription: fc.nat(4_294_967_295),
      sequence: fc.nat(4_294_967_295),
      start: fc.nat(2 ** 50),
      skipped: fc.nat(),
      bytes: fc.constant(Uint8Array.from(pieces.flatMap(({ bytes }) => [...bytes]))),
      ends: fc.constant(
        Uint32Array.from(pieces, (_, at) => pieces.slice(0, at + 1).reduce((sum, { bytes }) => sum + bytes.length, 0))
      ),
      times: fc.constant(Float64Array.from(pieces, ({ time }) => time)),
      sent: fc.constant(Uint8Array.from(pieces, ({ sent }) => sent))
    })
  )

function shifted(bytes: Uint8Array, offset: number): Uint8Array {
  const larger = new Uint8Array(bytes.length + offset)
  larger.set(bytes, offset)
  return larger.subarray(offset)
}

describe('frames of rows and of raw bytes', () => {
  it('come back as they were sent, from any place in a larger buffer, told apart by their first bytes', () => {
    fc.assert(
      fc.property(rowsFrames, rawFrames, fc.nat(9), (rows, raw, offset) => {
        expect(decodeLive(shifted(encodeRowsFrame(rows), offset))).toEqual({ kind: 'rows', frame: rows })
        expect(decodeLive(shifted(encodeRawFrame(raw), offset))).toEqual({ kind: 'raw', frame: raw })
      })
    )
    const none = new Float64Array()
    const frame = { subscription: 1, sequence: 1, bucket: 1, fromBucket: 0, newest: 0, rows: 0 }
    const buckets = encodeFrame({ ...frame, time: none, gap: new Uint8Array(), channels: [] })
    expect(decodeLive(buckets)).toMatchObject({ kind: 'frame', frame })
  })

  it('are refused when they are cut, lengthened or made up', () => {
    fc.assert(
      fc.property(rowsFrames, rawFrames, fc.nat(), (rows, raw, cut) => {
        for (const bytes of [encodeRowsFrame(rows), encodeRawFrame(raw)]) {
          expect(() => decodeLive(bytes.subarray(0, cut % bytes.length))).toThrow(/not a live frame/)
          expect(() => decodeLive(Uint8Array.of(...bytes, 0))).toThrow(/not a live frame/)
        }
      })
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
        expect(() => decodeLive(bytes)).toThrow(/not a live frame/)
        expect(() => decodeRowsFrame(bytes)).toThrow(/not a live frame/)
        expect(() => decodeRawFrame(bytes)).toThrow(/not a live frame/)
      })
    )
  })

  it('are refused when a field lies about the rest', () => {
    fc.assert(
      fc.property(rawFrames, fc.nat(), fc.uint8Array({ minLength: 4, maxLength: 4 }), (raw, at, lie) => {
        const bytes = encodeRawFrame(raw)
        bytes.set(lie, 12 + 4 * (at % 2))
        try {
          const { ends, bytes: content } = decodeRawFrame(bytes)
          expect(ends.at(-1) ?? 0).toBe(content.length)
        } catch (error) {
          expect(String(error)).toMatch(/not a live frame/)
        }
      })
    )
    const many = new Uint8Array(24)
    new DataView(many.buffer).setUint32(0, 0x31524253, true)
    new DataView(many.buffer).setUint32(12, 4_000_000_000, true)
    expect(() => decodeRowsFrame(many)).toThrow(/channels/)
  })
})
