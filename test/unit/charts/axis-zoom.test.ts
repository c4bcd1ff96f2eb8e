import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { panAxis, rangeBetween, zoomAxis } from '@renderer/charts/axis-zoom'

const linear = { min: 0, max: 100, log: false }
const log = { min: 0.1, max: 1000, log: true }

describe('zooming an axis', () => {
  it('keeps what is under the pointer where it is', () => {
    expect(zoomAxis(linear, 20, 0.5, linear)).toEqual({ min: 10, max: 60 })
    const { min, max } = zoomAxis(log, 10, 0.5, log)
    expect([min, max]).toEqual([expect.closeTo(1, 9), expect.closeTo(100, 9)])
  })
  it('never leaves the whole, and never turns around', () => {
    const number = fc.double({ min: 0.2, max: 99, noNaN: true })
    fc.assert(
      fc.property(
        number,
        number,
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        fc.boolean(),
        (one, other, factor, logs) => {
          const whole = logs ? log : linear
          for (const range of [
            zoomAxis(rangeBetween(one, other, whole), one, factor, whole),
            panAxis(rangeBetween(one, other, whole), factor, whole)
          ]) {
            expect(range.min).toBeGreaterThanOrEqual(whole.min - 1e-9)
            expect(range.max).toBeLessThanOrEqual(whole.max * (1 + 1e-9))
            expect(range.max).toBeGreaterThan(range.min)
          }
        }
      )
    )
  })
  it('stops at the end with its length kept', () => {
    expect(panAxis({ min: 80, max: 95 }, 2, linear)).toEqual({ min: 85, max: 100 })
  })
})
