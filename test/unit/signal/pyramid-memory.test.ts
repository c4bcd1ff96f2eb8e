import { describe, expect, it } from 'vitest'
import type { Batch } from '@shared/model/batch'
import { Pyramid } from '@main/signal/pyramid'

function batchOf(channels: number, count: number, start: number): Batch {
  const time = Float64Array.from({ length: count }, (_, row) => start + row)
  const column = new Float64Array(count)
  const flags = new Uint8Array(count)
  const each = Array.from({ length: channels }, (_, index) => index)
  return {
    kind: 'batch',
    channels: each.map(index => ({ index, name: `c${index}`, unit: '' })),
    first: start,
    count,
    time,
    value: each.map(() => column),
    mean: each.map(() => column),
    deviation: each.map(() => column),
    score: each.map(() => column),
    anomaly: each.map(() => flags),
    state: each.map(() => flags)
  }
}

/** Every buffer of the pyramid, each counted once. */
function bytesOf({ levels }: Pyramid): number {
  const buffers = levels.flatMap(({ time, gap, columns }) => [
    time.buffer,
    gap.buffer,
    ...columns.flatMap(({ min, max, mean, deviation, flags }) =>
      [min, max, mean, deviation, flags].map(({ buffer }) => buffer)
    )
  ])
  return [...new Set(buffers)].reduce((sum, { byteLength }) => sum + byteLength, 0)
}

function filled(channels: number, rows: number): Pyramid {
  const pyramid = new Pyramid()
  for (let start = 0; start < rows; start += 8192) pyramid.append(batchOf(channels, 8192, start), false)
  return pyramid
}

describe('the memory of the pyramid', () => {
  it('is 25 bytes a sample and 1.4 more for all levels, beside 9.4 a row', () => {
    const rows = 131_072
    for (const channels of [1, 4, 16]) {
      const bytes = bytesOf(filled(channels, rows))
      expect(bytes).toBeGreaterThan(rows * (9 + 25 * channels))
      // Levels grow by doubling: the small ones on top are half empty, a few KB a channel.
      expect(bytes).toBeLessThan(rows * (9.4 + 26.4 * channels) + 20_000 * (1 + channels))
    }
  })

  it('stops growing: rows are forgotten, and levels fill ever more slowly', () => {
    const channels = 4
    const million = bytesOf(filled(channels, 1_048_576))
    const two = bytesOf(filled(channels, 2_097_152))
    const level = 32_768 * (9 + 33 * channels)
    expect(two).toBeLessThan(131_072 * (9 + 25 * channels) + 2 * level)
    expect(two - million).toBeLessThanOrEqual(level)
  })

  it('is bounded for a thousand channels too', () => {
    const pyramid = filled(1000, 65_536)
    expect(bytesOf(pyramid)).toBeLessThan(128e6 * 1.1 + 300e6)
    expect(pyramid.levels.slice(1).every(({ capacity }) => capacity <= 1024)).toBe(true)
  })
})
