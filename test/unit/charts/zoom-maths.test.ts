import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  boxBetween,
  boxMeaning,
  meantBox,
  movedRange,
  pinchOf,
  wheelFactor,
  zoomedRange,
  zoomedWindow
} from '@renderer/charts/zoom-maths'

const plot = { left: 50, top: 5, right: 450, bottom: 105 }
const limits = { shortest: 1, longest: 1e9 }

describe('zooming', () => {
  it('keeps the time under the pointer where it is', () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true })
    const factor = fc.double({ min: 0.1, max: 10, noNaN: true })
    fc.assert(
      fc.property(place, factor, (share, by) => {
        const window = { edge: 1_000_000, span: 10_000 }
        const anchor = window.edge - window.span * (1 - share)
        const next = zoomedWindow(window, { factor: by, anchor }, limits)
        expect((anchor - (next.edge - next.span)) / next.span).toBeCloseTo(share, 6)
      })
    )
  })

  it('stays within a millisecond and the whole session', () => {
    const window = { edge: 1000, span: 100 }
    expect(zoomedWindow(window, { factor: 1e-9, anchor: 950 }, limits).span).toBe(1)
    expect(zoomedWindow(window, { factor: 1e12, anchor: 950 }, { shortest: 1, longest: 5000 }).span).toBe(5000)
  })

  it('takes a turn of a wheel for at most three notches, and a small turn with Ctrl for a pinch', () => {
    expect(wheelFactor(100, false)).toBeCloseTo(1.25)
    expect(wheelFactor(9000, false)).toBeCloseTo(1.25 ** 3)
    expect(wheelFactor(-5, true)).toBeCloseTo(Math.exp(-0.05))
    expect(wheelFactor(120, true)).toBeCloseTo(1.25 ** 1.2)
  })

  it('keeps the value under the pointer, and never makes a range that doubles cannot tell', () => {
    expect(zoomedRange({ min: 0, max: 10 }, 0.5, 2)).toEqual({ min: 1, max: 6 })
    expect(movedRange({ min: 0, max: 10 }, 0.1)).toEqual({ min: 1, max: 11 })
    const fine = { min: 1, max: 1 + 1e-11 }
    expect(zoomedRange(fine, 0.01, 1)).toBe(fine)
    const large = { min: -9e299, max: 9e299 }
    expect(zoomedRange(large, 1.25, 0)).toBe(large)
  })
})

describe('a box', () => {
  it('stays in the plot, whichever way it is drawn', () => {
    expect(boxBetween({ x: 300, y: 90 }, { x: -20, y: 500 }, plot)).toEqual({
      left: 50,
      right: 300,
      top: 90,
      bottom: 105
    })
  })

  it('means times when it is flat, values when it is narrow, nothing when it is tiny', () => {
    const box = (width: number, height: number): ReturnType<typeof boxBetween> =>
      boxBetween({ x: 100, y: 20 }, { x: 100 + width, y: 20 + height }, plot)
    expect(boxMeaning(box(100, 50))).toEqual({ times: true, values: true })
    expect(meantBox(box(100, 4), plot)).toMatchObject({ left: 100, right: 200, top: 5, bottom: 105 })
    expect(meantBox(box(4, 50), plot)).toMatchObject({ left: 50, right: 450, top: 20, bottom: 70 })
    expect(boxMeaning(box(5, 5))).toEqual({ times: false, values: false })
  })

  it('is no pinch without a distance', () => {
    expect(pinchOf(10, 10).distance).toBeGreaterThan(0)
    expect(pinchOf(10, 110)).toEqual({ middle: 60, distance: 100 })
  })
})
