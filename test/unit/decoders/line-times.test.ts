import { describe, expect, it } from 'vitest'
import { LineTimes } from '@main/decoders/line-times'

/** Times of lines of ten bytes, out of reads of so many bytes at such times. */
function timesOf(reads: readonly (readonly [bytes: number, time: number])[]): number[] {
  const times = new LineTimes(0)
  return reads.flatMap(([bytes, time]) => {
    times.begin({ kind: 'chunk', bytes: new Uint8Array(bytes), ends: [bytes], times: [time] })
    const found = Array.from({ length: bytes / 10 }, (_, line) => times.at(10 * (line + 1)))
    times.finish()
    return found
  })
}

/** A line every 0.1 ms, read every 10 ms. */
const even = (from: number, count: number): (readonly [number, number])[] =>
  Array.from({ length: count }, (_, read) => [1000, from + 10 * read] as const)
const steps = (times: readonly number[]): number[] => times.slice(1).map((time, at) => time - times[at])

describe('the times of lines whose wire has no rate', () => {
  it('are spread evenly between reads that come evenly', () => {
    for (const step of steps(timesOf(even(0, 20)).slice(100))) expect(step).toBeCloseTo(0.1, 9)
  })

  it.each([
    ['at once', 0],
    ['almost at once', 0.01]
  ])('are spread evenly again after reads that came %s, even when they were the first', (_, late) => {
    for (const before of [even(0, 1), even(0, 50)]) {
      const last = before.at(-1)![1]
      const burst = Array.from({ length: 5 }, (_, read) => [1000, last + late * (read + 1)] as const)
      const found = timesOf([...before, ...burst, ...even(last + 50 + late * 5, 60)])
      const newest = steps(found.slice(-2000))
      expect(Math.min(...newest)).toBeCloseTo(0.1, 9)
      expect(Math.max(...newest)).toBeCloseTo(0.1, 9)
    }
  })

  it('are not spread over a silence', () => {
    const found = timesOf([...even(0, 50), [1000, 5000], ...even(5010, 5)])
    expect(found[5000]).toBeGreaterThan(4900)
  })
})
