import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPercentiles, type Percentiles } from '@main/signal/percentiles'

const fractions = [0, 0.01, 0.05, 0.5, 0.95, 0.99, 1]

function filled(values: readonly number[], size: number, summarizeAfter = Infinity): Percentiles {
  const percentiles = createPercentiles()
  for (let start = 0; start < values.length; start += size) {
    percentiles.add(Float64Array.from(values.slice(start, start + size)).sort())
    if (percentiles.kept > summarizeAfter) percentiles.summarize()
  }
  return percentiles
}

function random(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

describe('percentiles', () => {
  it('are exact, however the values come', () => {
    const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 50 }), (values, size) => {
        const sorted = Float64Array.from(values).sort()
        const percentiles = filled(values, size)
        for (const fraction of fractions) {
          const rank = fraction * (values.length - 1)
          const [low, high] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!]
          const wanted = low + (high === low ? 0 : (high - low) * (rank % 1))
          if (Number.isFinite(wanted)) expect(percentiles.at(fraction) + 0).toBe(wanted + 0)
        }
      })
    )
  })

  it('of nothing are no number', () => {
    expect(createPercentiles().at(0.5)).toBeNaN()
    const empty = createPercentiles()
    empty.summarize()
    expect(empty.at(0.5)).toBeNaN()
  })

  it.each([
    ['even', (next: () => number) => next()],
    ['skewed', (next: () => number) => Math.exp(8 * next())],
    ['in steps', (next: () => number) => Math.floor(5 * next())]
  ])('stay close to the truth once they are summarized, keeping nothing: %s values', (_, draw) => {
    const next = random(7)
    const values = Array.from({ length: 200_000 }, () => draw(next))
    const sorted = Float64Array.from(values).sort()
    for (const size of [997, 16_384]) {
      const percentiles = filled(values, size, 50_000)
      expect(percentiles.kept).toBe(0)
      for (const fraction of fractions) {
        const found = percentiles.at(fraction)
        // As a rank: how far the value is from where it should stand.
        const margin = 0.002 * values.length
        const [low, high] = [-margin, margin].map(
          off => sorted[Math.round(Math.min(values.length - 1, Math.max(0, fraction * (values.length - 1) + off)))]!
        )
        expect(found).toBeGreaterThanOrEqual(low!)
        expect(found).toBeLessThanOrEqual(high!)
      }
    }
  })
})
