import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MovingWindow } from '@main/signal/moving-window'
import { MovingWindowSnapshot } from '@main/signal/moving-window-snapshot'
import { expectClose, randomNumbers, runWindow, statisticsOf, windowNaively } from './windows'

const finite = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: 1e9, max: 1e9 + 1, noNaN: true })
)
const sample = fc.oneof({ weight: 9, arbitrary: finite }, { weight: 1, arbitrary: fc.constant(NaN) })

describe('a moving window', () => {
  it('gives the mean and sample deviation of the last samples, partial at the start, whatever the values and batches', () => {
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 120 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 17 }),
        (values, window, chunk, batch) => {
          const made = runWindow(new MovingWindow(window, chunk), values, batch)
          expectClose(
            made,
            windowNaively(values, () => window),
            values
          )
        }
      ),
      { numRuns: 400 }
    )
  })

  it('keeps the last min(old, new) samples when it is resized, from the very next sample on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ values: fc.array(sample, { maxLength: 30 }), window: fc.integer({ min: 1, max: 30 }) }), {
          minLength: 1,
          maxLength: 6
        }),
        fc.integer({ min: 1, max: 9 }),
        (parts, chunk) => {
          const window = new MovingWindow(parts[0].window, chunk)
          const made = { mean: [] as number[], deviation: [] as number[] }
          for (const part of parts) {
            window.resize(part.window)
            const { mean, deviation } = runWindow(window, part.values, 7)
            made.mean.push(...mean)
            made.deviation.push(...deviation)
          }
          const values = parts.flatMap(part => part.values)
          const windows = parts.flatMap(part => part.values.map(() => part.window))
          expectClose(
            made,
            windowNaively(values, row => windows[row], parts),
            values
          )
        }
      ),
      { numRuns: 400 }
    )
  })

  it('repeats its outputs where there is no sample, and has none before the first', () => {
    const { mean, deviation } = runWindow(new MovingWindow(3), [NaN, 1, NaN, 3, NaN], 2)
    expect(mean).toEqual([NaN, 1, 1, 2, 2])
    expect(deviation).toEqual([NaN, NaN, NaN, Math.SQRT2, Math.SQRT2])
  })

  it('gives a deviation of exactly zero as soon as all samples in it are equal', () => {
    const values = [1e300, -5, 1e9, ...Array.from({ length: 40 }, () => 0.1)]
    for (const chunk of [1024, 4]) {
      const { mean, deviation } = runWindow(new MovingWindow(10, chunk), values, 6)
      expect(mean.slice(12)).toEqual(Array.from({ length: 31 }, () => 0.1))
      expect(deviation.slice(12)).toEqual(Array.from({ length: 31 }, () => 0))
    }
  })

  it('is not finite exactly while an infinite sample is inside', () => {
    const values = randomNumbers(200, 3)
    for (const at of [0, 5, 37, 63, 64, 99, 100]) {
      const spoilt = values.map((value, row) => (row === at ? (at % 2 ? Infinity : -Infinity) : value))
      for (const chunk of [1024, 5]) {
        const made = runWindow(new MovingWindow(16, chunk), spoilt, 11)
        const clean = windowNaively(spoilt, () => 16)
        for (let row = 1; row < 200; row++) {
          const inside = row >= at && row < at + 16
          expect(Number.isFinite(made.mean[row])).toBe(!inside)
          expect(Number.isFinite(made.deviation[row])).toBe(!inside)
          if (!inside) expect(Math.abs(made.deviation[row] - clean.deviation[row])).toBeLessThan(1e-14)
        }
      }
    }
  })

  it('goes on from a snapshot that went through JSON with the very same bits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(sample, fc.constant(Infinity)), { maxLength: 60 }),
        fc.array(sample, { maxLength: 60 }),
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 1, max: 30 }),
        (before, after, window, chunk) => {
          const one = new MovingWindow(window, chunk)
          runWindow(one, before, 9)
          const taken = MovingWindowSnapshot.parse(JSON.parse(JSON.stringify(one.snapshot())))
          const other = MovingWindow.restore(taken, chunk)
          expect(runWindow(other, after, 4)).toEqual(runWindow(one, after, 4))
        }
      ),
      { numRuns: 400 }
    )
  })

  for (const { title, window, make } of [
    { title: 'range 1 riding on 1e9', window: 100, make: (noise: number) => 1e9 + noise },
    { title: 'range 1 riding on 1e9, a window of many chunks', window: 5000, make: (noise: number) => 1e9 + noise },
    {
      title: 'outliers of 1e12 among values below 1',
      window: 100,
      make: (noise: number, row: number) => (row % 100_003 === 0 ? 1e12 : noise)
    }
  ])
    it(`is as good as a two-pass computation after 10 million samples: ${title}`, () => {
      const count = 10_000_000
      const noise = randomNumbers(1_000_003, 11)
      const batch = 8192
      const moving = new MovingWindow(window)
      const [column, mean, deviation] = [0, 0, 0].map(() => new Float64Array(batch))
      const history = new Float64Array(window)
      let row = 0
      let checked = 0
      while (row < count) {
        for (let index = 0; index < batch; index++) {
          column[index] = make(noise[(row + index) % noise.length], row + index)
          history[(row + index) % window] = column[index]
        }
        moving.advance(column, batch, mean, deviation)
        row += batch
        if (row % (batch * 50) !== 0 && row < count) continue
        const [exactMean, exactDeviation] = statisticsOf(Array.from(history))
        const [low, high] = [Math.min(...history), Math.max(...history)]
        const allowed = 1e-9 * (high - low)
        const unit = Math.abs(exactMean) * Number.EPSILON
        expect(Math.abs(mean[batch - 1] - exactMean)).toBeLessThanOrEqual(allowed + unit)
        expect(Math.abs(deviation[batch - 1] - exactDeviation)).toBeLessThanOrEqual(allowed)
        checked++
      }
      expect(checked).toBeGreaterThan(20)
    })
})
