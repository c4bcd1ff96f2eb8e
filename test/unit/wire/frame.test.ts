import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFrame, encodeFrame } from '@shared/wire/frame'
import type { Frame } from '@shared/wire/live'

const column = (rows: number): fc.Arbitrary<Float64Array> =>
  fc.array(fc.double(), { minLength: rows, maxLength: rows }).map(values => Float64Array.from(values))
const small = (rows: number): fc.Arbitrary<Uint8Array> =>
  fc.array(fc.nat(255), { minLength: rows, maxLength: rows }).map(values => Uint8Array.from(values))

const frames: fc.Arbitrary<Frame> = fc.record({ rows: fc.nat(20), channels: fc.nat(5) }).chain(({ rows, channels }) =>
  fc.record({
    subscription: fc.nat(4_294_967_295),
    sequence: fc.nat(4_294_967_295),
    bucket: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
    fromBucket: fc.integer({ min: 0, max: 2 ** 52 }),
    newest: fc.double({ noNaN: true }),
    rows: fc.constant(rows),
    time: column(rows),
    gap: small(rows),
    channels: fc.array(
      fc.record({
        index: fc.nat(4096),
        min: column(rows),
        max: column(rows),
        mean: column(rows),
        deviation: column(rows),
        flags: small(rows)
      }),
      { minLength: channels, maxLength: channels }
    )
  })
)

describe('live frames', () => {
  it('come back as they were sent, to the last bit', () => {
    fc.assert(
      fc.property(frames, frame => {
        expect(decodeFrame(encodeFrame(frame))).toEqual(frame)
      })
    )
  })

  it('decode from any place in a larger buffer', () => {
    fc.assert(
      fc.property(frames, fc.nat(9), (frame, offset) => {
        const bytes = encodeFrame(frame)
        const larger = new Uint8Array(bytes.length + offset)
        larger.set(bytes, offset)
        expect(decodeFrame(larger.subarray(offset))).toEqual(frame)
      })
    )
  })

  it('refuse anything that is not exactly one frame', () => {
    fc.assert(
      fc.property(frames, fc.nat(), (frame, cut) => {
        const bytes = encodeFrame(frame)
        expect(() => decodeFrame(bytes.subarray(0, cut % bytes.length))).toThrow(/not a live frame/)
      })
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
        expect(() => decodeFrame(bytes)).toThrow(/live frame/)
      })
    )
  })
})
