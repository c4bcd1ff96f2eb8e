import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { traceCurve } from '@renderer/charts/curve'

/** The points a path was made of. */
function traced(value: readonly number[], { from = 0, to = value.length } = {}): [number, number][] {
  const points: [number, number][] = []
  const add = (x: number, y: number): void => void points.push([x, y])
  const context = { moveTo: add, lineTo: add } as unknown as CanvasRenderingContext2D
  const xOf = (at: number): number => ((at - from) / (to - from)) * 50
  traceCurve(
    context,
    { step: 1, value: Float64Array.from(value) },
    { area: { left: 0, right: 50 }, ratio: 2, xOf, yOf: y => y }
  )
  return points
}

describe('a curve of many values', () => {
  it('keeps the highest and the lowest, in at most four points a device pixel', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 2000 }), value => {
        const heights = traced(value).map(([, y]) => y)
        expect(Math.max(...heights)).toBe(Math.max(...value))
        expect(Math.min(...heights)).toBe(Math.min(...value))
        expect(heights.length).toBeLessThanOrEqual(4 * 102)
      })
    )
  })
  it('goes through every value where there are few', () => {
    expect(traced([3, 1, 2]).map(([, y]) => y)).toEqual([3, 1, 2])
  })
  it('reaches beyond both edges of a part, and no farther', () => {
    const points = traced(
      Array.from({ length: 1000 }, (_, at) => at),
      { from: 100, to: 110 }
    )
    expect([points[0][1], points.at(-1)![1]]).toEqual([99, 111])
  })
})
