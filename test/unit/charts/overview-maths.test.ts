import { describe, expect, it } from 'vitest'
import { movedWindow, overviewBucket, sliderStep, windowAround } from '@renderer/charts/overview-maths'

const whole = { from: 0, to: 1000 }
const bounds = { whole, least: 10 }
const shown = { from: 400, to: 500 }

describe('the window on the overview', () => {
  it('moves within the session and keeps its length', () => {
    expect(movedWindow(shown, 'window', 50, bounds)).toEqual({ from: 450, to: 550 })
    expect(movedWindow(shown, 'window', 9000, bounds)).toEqual({ from: 900, to: 1000 })
    expect(movedWindow(shown, 'window', -9000, bounds)).toEqual({ from: 0, to: 100 })
  })

  it('is stretched by its edges, which never meet', () => {
    expect(movedWindow(shown, 'from', -100, bounds)).toEqual({ from: 300, to: 500 })
    expect(movedWindow(shown, 'from', 9000, bounds)).toEqual({ from: 490, to: 500 })
    expect(movedWindow(shown, 'from', -Infinity, bounds)).toEqual({ from: 0, to: 500 })
    expect(movedWindow(shown, 'to', -9000, bounds)).toEqual({ from: 400, to: 410 })
    expect(movedWindow(shown, 'to', Infinity, bounds)).toEqual({ from: 400, to: 1000 })
  })

  it('goes to where one clicks, not beyond the end', () => {
    expect(windowAround(shown, 700, whole)).toEqual({ from: 650, to: 750 })
    expect(windowAround(shown, 990, whole)).toEqual({ from: 900, to: 1000 })
  })

  it('is moved by a tenth of itself, its edges by a part of the session', () => {
    expect(sliderStep('ArrowLeft', 'window', shown, whole)).toBe(-10)
    expect(sliderStep('PageUp', 'window', shown, whole)).toBe(100)
    expect(sliderStep('ArrowRight', 'to', shown, whole)).toBe(5)
    expect(sliderStep('Home', 'window', shown, whole)).toBe('home')
    expect(sliderStep('x', 'window', shown, whole)).toBe(null)
  })

  it('is drawn in buckets that double and never are more than columns', () => {
    expect(overviewBucket(1000, 1000)).toBe(1)
    expect(overviewBucket(1001, 1000)).toBe(2)
    expect(86_400_000 / overviewBucket(86_400_000, 800)).toBeLessThanOrEqual(800)
  })
})
