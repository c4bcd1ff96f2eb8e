import { expect } from 'vitest'
import type { MovingWindow } from '@main/signal/moving-window'

export interface Statistics {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/** Sends the values in batches of `batch` rows. */
export function runWindow(window: MovingWindow, values: readonly number[], batch: number): Statistics {
  const [mean, deviation]: number[][] = [[], []]
  for (let from = 0; from < values.length; from += batch) {
    const column = Float64Array.from(values.slice(from, from + batch))
    const [means, deviations] = [new Float64Array(column.length), new Float64Array(column.length)]
    window.advance(column, column.length, means, deviations)
    mean.push(...means)
    deviation.push(...deviations)
  }
  return { mean, deviation }
}

/**
 * Mean and deviation after every row, computed anew from the samples in its window. `parts`: where the window
 * changes; what a shorter window forgot stays forgotten.
 */
export function windowNaively(
  values: readonly number[],
  windowAt: (row: number) => number,
  parts: readonly { readonly values: readonly number[]; readonly window: number }[] = []
): Statistics {
  const starts = new Map<number, number>()
  let from = 0
  for (const part of parts) {
    starts.set(from, Math.min(starts.get(from) ?? Infinity, part.window))
    from += part.values.length
  }
  const [mean, deviation]: number[][] = [[], []]
  let samples: number[] = []
  values.forEach((value, row) => {
    const window = windowAt(row)
    const cut = Math.min(window, starts.get(row) ?? window)
    if (samples.length > cut) samples = samples.slice(-cut)
    if (!Number.isNaN(value)) samples = [...samples, value].slice(-window)
    else {
      mean.push(mean.at(-1) ?? NaN)
      deviation.push(deviation.at(-1) ?? NaN)
      return
    }
    const [average, spread] = statisticsOf(samples)
    mean.push(average)
    deviation.push(spread)
  })
  return { mean, deviation }
}

/** Mean and sample deviation in two passes. */
export function statisticsOf(samples: readonly number[]): [mean: number, deviation: number] {
  const reference = samples[0]
  const average = compensatedSum(samples.map(sample => sample - reference)) / samples.length
  const squares = compensatedSum(samples.map(sample => (sample - reference - average) ** 2))
  return [reference + average, Math.sqrt(squares / (samples.length - 1))]
}

/** Neumaier's sum. */
function compensatedSum(terms: readonly number[]): number {
  let [sum, lost] = [0, 0]
  for (const term of terms) {
    const next = sum + term
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum
    sum = next
  }
  return sum + lost
}

/** Below it the square of a difference has no digits left in a double, nor has a deviation: see `MovingWindow`. */
const leastDeviation = 1e-150

/** Within 1e-11 of the values' range, plus one unit in the mean's last place. */
export function expectClose(made: Statistics, exact: Statistics, values: readonly number[]): void {
  const samples = values.filter(value => !Number.isNaN(value))
  const range = Math.max(...samples) - Math.min(...samples)
  expect(made.mean.length).toBe(exact.mean.length)
  exact.mean.forEach((mean, row) => {
    expect(Number.isNaN(made.mean[row])).toBe(Number.isNaN(mean))
    expect(Number.isNaN(made.deviation[row])).toBe(Number.isNaN(exact.deviation[row]))
    if (Number.isNaN(mean)) return
    expect(Math.abs(made.mean[row] - mean)).toBeLessThanOrEqual(1e-11 * range + Math.abs(mean) * Number.EPSILON)
    if (!Number.isNaN(exact.deviation[row]))
      expect(Math.abs(made.deviation[row] - exact.deviation[row])).toBeLessThanOrEqual(1e-11 * range + leastDeviation)
  })
}

/** Numbers in 0 to 1 from a seed (xorshift). */
export function randomNumbers(count: number, seed: number): number[] {
  let state = seed * 2_654_435_761 || 1
  return Array.from({ length: count }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  })
}
