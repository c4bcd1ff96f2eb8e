import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spanText, timeTickLabel, timeTicks } from '@renderer/charts/time-ticks'
import { niceStep, readingText, tickLabel, valueTicks } from '@renderer/charts/value-ticks'

describe('value ticks', () => {
  const ranges = fc
    .tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-3, max: 1e9, noNaN: true }))
    .map(([min, size]) => ({ min, max: min + size }))

  it('lie in the range, at whole multiples of a 1-2-5 step, no more than asked for', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 2, max: 12 }), ({ min, max }, count) => {
        const { step, values } = valueTicks(min, max, count)
        const digit = step / 10 ** Math.floor(Math.log10(step) + 1e-9)
        expect([1, 2, 5].some(nice => Math.abs(digit - nice) < 1e-6)).toBe(true)
        expect(values.length).toBeLessThanOrEqual(count + 1)
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(min - step * 1e-5 - Math.abs(min) * 1e-15)
          expect(value).toBeLessThanOrEqual(max + step * 1e-5 + Math.abs(max) * 1e-15)
        }
      })
    )
  })

  it('are all told apart by their labels', () => {
    fc.assert(
      fc.property(ranges, ({ min, max }) => {
        const { labels } = valueTicks(min, max, 6)
        expect(new Set(labels).size).toBe(labels.length)
        for (const label of labels) expect(label.length).toBeLessThanOrEqual(9)
      })
    )
  })

  it('are relative to an offset where they would be too long for the axis', () => {
    const { offset, labels } = valueTicks(1e9 - 1, 1e9 + 1, 4)
    expect(offset).toBe(1e9)
    expect(labels).toEqual(['−1.0', '−0.5', '0.0', '+0.5', '+1.0'])
  })

  it('have the decimals of their step and a real minus sign', () => {
    expect(tickLabel(-0.5, 0.5)).toBe('−0.5')
    expect(tickLabel(20, 10)).toBe('20')
    expect(tickLabel(2.5e7, 5e6)).toBe('2.5e7')
    expect(tickLabel(1e-17, 0.1)).toBe('0')
  })

  it('have the largest step that still gives enough of them', () => {
    expect(niceStep(10, 5)).toBe(2)
    expect(niceStep(1, 10)).toBeCloseTo(0.1, 12)
  })
})

describe('a reading', () => {
  it('is two decimals finer than the axis beside it', () => {
    expect(readingText(1234.5678, 50)).toBe('1234.6')
    expect(readingText(-1.23456, 0.5)).toBe('−1.235')
    expect(readingText(1e9 + 0.125, 0.5)).toBe('1000000000.125')
  })

  it('of no value is a dash', () => {
    expect(readingText(NaN, 1)).toBe('–')
  })
})

describe('time ticks', () => {
  const hour = 3_600_000

  it('lie in the window at round local times, no more than the limit', () => {
    const zones = fc.constantFrom(0, 2 * hour, -5 * hour, 5.5 * hour)
    const spans = fc.double({ min: 10, max: 3 * 24 * hour, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e12 }), spans, zones, (from, span, zone) => {
        const { step, first, count } = timeTicks({ from, to: from + span }, 10, zone)
        expect(count).toBeLessThanOrEqual(11)
        if (count === 0) return
        expect(first).toBeGreaterThanOrEqual(from)
        expect(first + (count - 1) * step).toBeLessThanOrEqual(from + span)
        expect(Math.abs((first + zone) % step)).toBe(0)
      })
    )
  })

  it('fall on local full hours where the zone is off by half of one', () => {
    const { step, first } = timeTicks({ from: 0, to: 6 * hour }, 6, 5.5 * hour)
    expect(step).toBe(hour)
    expect(first).toBe(hour / 2)
  })

  it('are written as finely as their step', () => {
    const time = new Date(2026, 10, 20, 9, 5, 7, 250).getTime()
    const labels = [60_000, 1000, 500, 50, 5].map(step => timeTickLabel(time, step))
    expect(labels).toEqual(['09:05', '09:05:07', '09:05:07.2', '09:05:07.25', '09:05:07.250'])
  })

  it('and spans are named in the unit that keeps them short', () => {
    expect([250, 10_000, 90_000, hour].map(spanText)).toEqual(['250 ms', '10 s', '1.5 min', '1 h'])
  })
})
