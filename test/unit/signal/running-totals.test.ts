import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RunningTotals } from '@main/signal/running-totals'

describe('running totals', () => {
  it('are those of all samples that are numbers, however they are cut into batches', () => {
    const sample = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.constant(NaN))
    fc.assert(
      fc.property(fc.array(fc.array(sample, { maxLength: 20 }), { maxLength: 10 }), batches => {
        const totals = new RunningTotals(5)
        for (const batch of batches) totals.add(Float64Array.from(batch), batch.length)
        const samples = batches.flat().filter(value => !Number.isNaN(value))
        expect(totals.count).toBe(samples.length)
        if (samples.length === 0) {
          expect([totals.min, totals.max, totals.mean]).toEqual([NaN, NaN, NaN])
          return
        }
        expect(totals.min).toBe(Math.min(...samples) + 0)
        expect(totals.max).toBe(Math.max(...samples) + 0)
        expect(totals.mean).toBeCloseTo(samples.reduce((sum, value) => sum + value, 0) / samples.length, 9)
      })
    )
  })

  it('keep the digits of a small signal on a large offset over millions of samples', () => {
    const totals = new RunningTotals(0)
    const batch = Float64Array.from({ length: 1000 }, (_, row) => 1e9 + (row % 2 === 0 ? 0.25 : 0.75))
    for (let turn = 0; turn < 3000; turn++) totals.add(batch, batch.length)
    expect(totals.count).toBe(3_000_000)
    expect(Math.abs(totals.mean - 1_000_000_000.5)).toBeLessThan(1e-6)
  })

  it('start anew when reset', () => {
    const totals = new RunningTotals(1)
    totals.add(Float64Array.of(1, 2, 3), 3)
    totals.reset(9)
    expect([totals.since, totals.count, totals.min]).toEqual([9, 0, NaN])
    totals.add(Float64Array.of(-5), 1)
    expect([totals.count, totals.min, totals.max, totals.mean]).toEqual([1, -5, -5, -5])
  })
})
