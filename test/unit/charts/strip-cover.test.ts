import { describe, expect, it } from 'vitest'
import { bestCover, serves, withMargin } from '@renderer/charts/strip-cover'

const wish = { from: 100, to: 200, bucket: 1 }

describe('stretches at hand', () => {
  it('serve a wish that they cover in about its width', () => {
    expect(serves({ from: 0, to: 300, bucket: 1 }, wish)).toBe(true)
    expect(serves({ from: 0, to: 190, bucket: 1 }, wish)).toBe(false)
    expect(serves({ from: 0, to: 300, bucket: 2 }, wish)).toBe(false)
    expect(serves({ from: 0, to: 300, bucket: 0.2 }, wish)).toBe(false)
  })

  it('are shown while they cover most, and of equals the nearest in width', () => {
    const coarse = { from: 0, to: 300, bucket: 16 }
    const nearer = { from: 0, to: 300, bucket: 4 }
    const part = { from: 150, to: 300, bucket: 1 }
    expect(bestCover([part, coarse], wish)).toBe(coarse)
    expect(bestCover([coarse, nearer, part], wish)).toBe(nearer)
    expect(bestCover([nearer, coarse], wish)).toBe(nearer)
    expect(bestCover([{ from: 300, to: 400, bucket: 1 }], wish)).toBe(null)
  })

  it('are fetched with a margin at both ends', () => {
    expect(withMargin(wish, 0.5)).toEqual({ from: 50, to: 250, bucket: 1 })
  })
})
