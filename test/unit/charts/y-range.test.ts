import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AutomaticRange, niceRange } from '@renderer/charts/y-range'

describe('an automatic value axis', () => {
  const values = fc.double({ min: -1e12, max: 1e12, noNaN: true })

  it('always holds the data, with a height greater than zero', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(values, values), { minLength: 1, maxLength: 20 }), list => {
        const axis = new AutomaticRange()
        for (const [at, [a, b]] of list.entries()) {
          const [low, high] = [Math.min(a, b), Math.max(a, b)]
          const { min, max } = axis.update(low, high, at * 700)
          expect(min).toBeLessThanOrEqual(low)
          expect(max).toBeGreaterThanOrEqual(high)
          expect(max).toBeGreaterThan(min)
        }
      })
    )
  })

  it('gives a constant a window in proportion to its size', () => {
    for (const constant of [0, 1e-9, 5, -1e9]) {
      const { min, max } = niceRange(constant, constant)
      expect(min).toBeLessThan(constant)
      expect(max).toBeGreaterThan(constant)
    }
  })

  it('stays finite for values at the ends of what a double holds', () => {
    for (const [low, high] of [
      [-Number.MAX_VALUE, Number.MAX_VALUE],
      [-Infinity, Infinity],
      [-5e-324, 0]
    ]) {
      const { min, max } = new AutomaticRange().update(low, high, 0)
      expect(Number.isFinite(max - min)).toBe(true)
      expect(max).toBeGreaterThan(min)
    }
  })

  it('stands still while data wobble inside of it', () => {
    const axis = new AutomaticRange()
    const first = axis.update(-1, 1, 0)
    for (let now = 16; now < 20_000; now += 16)
      expect(axis.update(-1 + 0.2 * Math.sin(now), 1 - 0.2 * Math.cos(now), now)).toBe(first)
  })

  it('shrinks only after data have used little of it for a while', () => {
    const axis = new AutomaticRange()
    const wide = axis.update(-100, 100, 0)
    expect(axis.update(-1, 1, 100)).toBe(wide)
    expect(axis.update(-1, 1, 1500)).toBe(wide)
    expect(axis.update(-1, 1, 1700).max).toBeLessThan(5)
  })

  it('does not count a spell that a peak interrupted', () => {
    const axis = new AutomaticRange()
    const wide = axis.update(-100, 100, 0)
    axis.update(-1, 1, 100)
    axis.update(-90, 90, 1000)
    axis.update(-1, 1, 1100)
    expect(axis.update(-1, 1, 2000)).toBe(wide)
  })

  it('fits at once when it is asked to have no patience', () => {
    const axis = new AutomaticRange()
    axis.update(-100, 100, 0)
    expect(axis.update(-1, 1, 1, 0).max).toBeLessThan(5)
  })

  it('stays as it is while nothing is visible', () => {
    const axis = new AutomaticRange()
    const range = axis.update(2, 3, 0)
    expect(axis.update(NaN, NaN, 10)).toBe(range)
  })
})
