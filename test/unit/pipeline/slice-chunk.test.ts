import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPace } from '@main/pipeline/pace'
import { sliceChunk } from '@main/pipeline/slice-chunk'

const chunks = fc
  .array(fc.record({ size: fc.integer({ min: 1, max: 20 }), time: fc.integer({ min: 0, max: 1000 }) }), {
    minLength: 1,
    maxLength: 12
  })
  .map(reads => {
    const ends: number[] = []
    const times: number[] = []
    for (const { size, time } of reads) {
      ends.push((ends.at(-1) ?? 0) + size)
      times.push(time)
    }
    return {
      kind: 'chunk' as const,
      bytes: Uint8Array.from({ length: ends.at(-1)! }, (_, at) => at & 255),
      ends,
      times
    }
  })

describe('slicing a chunk', () => {
  it('keeps every byte with the time of its read, in pieces no larger than asked', () => {
    fc.assert(
      fc.property(chunks, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (chunk, sizes) => {
        let asked = 0
        const sent: (readonly [number, number])[] = []
        for (const piece of sliceChunk(chunk, () => sizes[asked++ % sizes.length]!)) {
          expect(piece.bytes.length).toBeLessThanOrEqual(sizes[(asked - 1) % sizes.length]!)
          expect(piece.ends.at(-1)).toBe(piece.bytes.length)
          expect(piece.times.length).toBe(piece.ends.length)
          piece.bytes.forEach((byte, at) => {
            sent.push([byte, piece.times[piece.ends.findIndex(end => at < end)]!])
          })
        }
        const whole = Array.from(chunk.bytes, (byte, at) => [byte, chunk.times[chunk.ends.findIndex(end => at < end)]!])
        expect(sent).toEqual(whole)
      })
    )
  })

  it('hands on a chunk that is small enough as it is', () => {
    const chunk = { kind: 'chunk' as const, bytes: new Uint8Array(10), ends: [10], times: [1] }
    expect([...sliceChunk(chunk, () => 10)][0]).toBe(chunk)
  })
})

describe('the pace of reading', () => {
  it('takes whole chunks while they cost little, and lets nobody else in between', () => {
    const pace = createPace()
    expect(pace.took(0.1, 16_384)).toBe(false)
    expect(pace.maximumBytes).toBe(16_384)
  })

  it('cuts what costs much to a few milliseconds a piece with a turn for others after each', () => {
    const pace = createPace()
    const costOfByte = 0.005
    expect(pace.took(16_384 * costOfByte, 16_384)).toBe(true)
    for (let piece = 0; piece < 50; piece++) {
      const bytes = pace.maximumBytes
      expect(bytes * costOfByte).toBeLessThan(4)
      expect(pace.took(bytes * costOfByte, bytes)).toBe(true)
    }
  })

  it('is back at whole chunks soon after the garbage has ended', () => {
    const pace = createPace()
    pace.took(1000, 16_384)
    for (let piece = 0; piece < 6; piece++) pace.took(0.1, pace.maximumBytes)
    expect(pace.maximumBytes).toBe(16_384)
  })
})
