import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseBins, spreadOf, steadyBins } from '@shared/analysis/bins'
import { histogramOf, normalAt, perValue } from '@shared/analysis/histogram'
import { normalNoise } from './noise'

const binsOf = (values: Float64Array, wanted: number | null = null): ReturnType<typeof chooseBins> =>
  chooseBins(spreadOf(values), wanted)

describe('the choice of bins', () => {
  it('gives whole numbers bins of their own', () => {
    const values = Float64Array.from([3, 4, 4, 5, 5, 5, 9])
    const bins = binsOf(values)
    expect(bins).toEqual({ first: 2.5, width: 1, count: 7 })
    expect([...histogramOf(values, bins).counts]).toEqual([1, 2, 3, 0, 0, 0, 1])
  })
  it('gives whole numbers over a wide range bins of whole width', () => {
    const { width, first } = binsOf(Float64Array.from({ length: 5000 }, (_, at) => (at * 7919) % 4096))
    expect([Number.isInteger(width), width > 1, first % 1]).toEqual([true, true, -0.5])
  })
  it('follows Freedman and Diaconis within a readable width', () => {
    const bins = binsOf(normalNoise(10_000, 1, 1))
    // 2 * 1.349 / 21.5 = 0.125
    expect([0.1, 0.125, 0.2]).toContain(bins.width)
    expect(bins.first / bins.width).toBeCloseTo(Math.round(bins.first / bins.width), 9)
  })
  it('makes as many as are asked for', () => {
    expect(binsOf(normalNoise(1000, 1, 1), 17).count).toBe(17)
  })
  it('has a bin for every value, in bounds, whatever the values', () => {
    const any = fc.array(fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.integer(), fc.constant(NaN)), {
      minLength: 1,
      maxLength: 300
    })
    fc.assert(
      fc.property(any, fc.option(fc.integer({ min: 1, max: 200 })), (list, wanted) => {
        const values = Float64Array.from(list)
        const bins = binsOf(values, wanted)
        // 200 of the width that was wanted; a width one can read may be narrower by the square root of two.
        expect(bins.count).toBeLessThanOrEqual(Math.ceil(200 * Math.SQRT2) + 2)
        expect(histogramOf(values, bins).total).toBe(list.filter(Number.isFinite).length)
      })
    )
  })
  it('has one bin for values that are all the same, and none for no value', () => {
    const same = Float64Array.of(2.5, 2.5)
    expect(histogramOf(same, binsOf(same)).counts).toEqual(Float64Array.of(2))
    expect(binsOf(Float64Array.of(NaN)).count).toBe(0)
  })
  it('keeps its edges while more values come, and lets go when they fit no more', () => {
    const steady = steadyBins(null)
    const first = steady.send(spreadOf(normalNoise(500, 1, 1)))
    const second = steady.send(spreadOf(normalNoise(700, 2, 1.2)))
    expect(second.width).toBe(first.width)
    expect((second.first - first.first) / first.width).toBeCloseTo(
      Math.round((second.first - first.first) / first.width),
      9
    )
    expect(steady.send(spreadOf(normalNoise(700, 2, 50))).width).toBeGreaterThan(5 * first.width)
  })
})

describe('the histogram', () => {
  const histogram = histogramOf(normalNoise(20_000, 7, 2), binsOf(normalNoise(20_000, 7, 2)))
  it('knows mean and deviation', () => {
    expect(histogram.mean).toBeCloseTo(0, 1)
    expect(histogram.sigma).toBeCloseTo(2, 1)
    const offset = histogramOf(Float64Array.of(1e9, 1e9 + 1, 1e9 + 2), { first: 1e9 - 0.5, width: 1, count: 3 })
    expect([offset.mean, offset.sigma]).toEqual([1e9 + 1, 1])
  })
  it('adds up to all values, to 100 % and to an area of 1', () => {
    const sum = (scale: 'count' | 'percent' | 'density'): number =>
      histogram.counts.reduce((total, count) => total + count * perValue(histogram, scale), 0)
    expect(sum('count')).toBe(20_000)
    expect(sum('percent')).toBeCloseTo(100, 9)
    expect(sum('density') * histogram.bins.width).toBeCloseTo(1, 9)
  })
  it.each(['count', 'percent', 'density'] as const)('lies along its normal curve: %s', scale => {
    const { bins, counts } = histogram
    const top = normalAt(histogram, histogram.mean, scale)
    for (let bin = 0; bin < bins.count; bin++) {
      const expected = normalAt(histogram, bins.first + (bin + 0.5) * bins.width, scale)
      expect(Math.abs(counts[bin] * perValue(histogram, scale) - expected) / top).toBeLessThan(0.08)
    }
  })
})
