import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { thinTrail } from '@shared/analysis/thin-trail'

describe('thinning a trail', () => {
  it('keeps every point while there are few', () => {
    expect([...thinTrail(new Float64Array(5), new Float64Array(5), 5)]).toEqual([0, 1, 2, 3, 4])
  })
  it('keeps first, last and every extreme, in order, within about the bound', () => {
    const number = fc.oneof(
      { weight: 20, arbitrary: fc.double({ noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(NaN) }
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 60, maxLength: 400 }), points => {
        const [x, y] = [0, 1].map(at => Float64Array.from(points, point => point[at]))
        const kept = [...thinTrail(x, y, 56)]
        expect(kept.length).toBeLessThanOrEqual(63)
        expect(kept).toEqual([...new Set(kept)].sort((one, two) => one - two))
        const whole = points.flatMap(([a, b], at) => (Number.isNaN(a) || Number.isNaN(b) ? [] : [at]))
        if (whole.length === 0) return
        expect(kept).toContain(whole[0])
        expect(kept).toContain(whole.at(-1))
        for (const column of [x, y])
          for (const pick of [Math.min, Math.max]) {
            const extreme = pick(...whole.map(at => column[at]))
            expect(kept.some(at => column[at] === extreme)).toBe(true)
          }
      })
    )
  })
  it('breaks the line where it was broken', () => {
    const x = Float64Array.from({ length: 1000 }, (_, at) => (at === 500 ? NaN : at))
    const kept = thinTrail(x, x, 100)
    expect([...kept].some(at => Number.isNaN(x[at]))).toBe(true)
  })
})
