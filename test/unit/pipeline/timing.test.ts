import { describe, expect, it } from 'vitest'
import type { Batch } from '@shared/model/batch'
import { type Timing, timing } from '@main/pipeline/timing'

function batch(names: readonly [string, string][], rows: readonly (readonly number[])[], first = 0): Batch {
  return {
    kind: 'batch',
    channels: names.map(([name, unit], index) => ({ index, name, unit })),
    first,
    count: rows.length,
    time: new Float64Array(rows.length),
    value: names.map((_, index) => Float64Array.from(rows, row => row[index])),
    mean: [],
    deviation: [],
    score: [],
    anomaly: [],
    state: []
  }
}

function timed(choice: Timing, input: Batch): { time: number[]; channels: string[]; first: number[] } {
  const [item] = timing(choice).send(input)
  if (item.kind !== 'batch') throw new Error('no batch')
  return {
    time: [...item.time.subarray(0, item.count)],
    channels: item.channels.map(({ name, index }) => `${index}:${name}`),
    first: [...(item.value[0] ?? [])]
  }
}

describe('timing of files', () => {
  it('puts row n at n / rate', () => {
    const { time, channels } = timed(
      { kind: 'rate', hertz: 50 },
      batch(
        [
          ['time', ''],
          ['a', '']
        ],
        [
          [7, 1],
          [8, 2]
        ],
        10
      )
    )
    expect(time).toEqual([200, 220])
    expect(channels).toEqual(['0:time', '1:a'])
  })

  it.each([
    ['s', [1.25, 2], [1250, 2000]],
    ['ms', [1.25, 2], [1.25, 2]],
    ['µs', [1250, 2000], [1.25, 2]],
    ['ns', [1_250_000, 2_000_000], [1.25, 2]],
    ['', [1.25, 2], [1.25, 2]],
    ['', [1_700_000_000, 1_700_000_001.5], [1_700_000_000_000, 1_700_000_001_500]],
    ['', [1_700_000_000_000, 1_700_000_000_001], [1_700_000_000_000, 1_700_000_000_001]],
    ['', [1_700_000_000_000_000, 1_700_000_000_001_000], [1_700_000_000_000, 1_700_000_000_001]]
  ])('reads a column in "%s" %j as ms', (unit, numbers, expected) => {
    const rows = numbers.map(number => [number, 42])
    const result = timed(
      { kind: 'column', name: 'Stamp' },
      batch(
        [
          ['stamp', unit],
          ['a', '']
        ],
        rows
      )
    )
    expect(result).toEqual({ time: expected, channels: ['0:a'], first: [42, 42] })
  })

  it('finds a column that is named like a time, and else takes a millisecond a row', () => {
    const rows = [
      [3, 1],
      [4, 1]
    ]
    expect(
      timed(
        { kind: 'auto' },
        batch(
          [
            ['a', ''],
            ['Timestamp', '']
          ],
          rows
        )
      ).time
    ).toEqual([1, 1])
    expect(
      timed(
        { kind: 'auto' },
        batch(
          [
            ['a', ''],
            ['temperature', '']
          ],
          rows
        )
      ).time
    ).toEqual([0, 1])
  })

  it('says which columns there are when the one asked for is not', () => {
    expect(() =>
      timed(
        { kind: 'column', name: 'clock' },
        batch(
          [
            ['a', ''],
            ['b', '']
          ],
          [[1, 2]]
        )
      )
    ).toThrow(expect.objectContaining({ code: 'bad-input', remedy: 'The columns are a, b.' }))
  })
})
