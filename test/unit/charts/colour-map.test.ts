import { describe, expect, it } from 'vitest'
import { colourMap, mapColour, mapPosition } from '@renderer/charts/colour-map'

/** CIE lightness of the map's colour at a position. */
function lightness(at: number): number {
  const [red, green, blue] = [0, 1, 2].map(part => {
    const share = colourMap[3 * at + part] / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return luminance > 0.008856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance
}

describe('the colours of a waterfall', () => {
  it('get lighter all the way, in even steps', () => {
    const steps = Array.from({ length: 31 }, (_, at) => lightness(8 * (at + 1)) - lightness(8 * at))
    expect(Math.min(...steps)).toBeGreaterThan(0.5)
    expect(Math.max(...steps)).toBeLessThan(6)
    expect(lightness(255) - lightness(0)).toBeGreaterThan(75)
  })
  it('run from blue to yellow, which every usual kind of sight tells apart', () => {
    expect([colourMap[2] > colourMap[0], colourMap[3 * 255 + 2] < colourMap[3 * 255]]).toEqual([true, true])
  })
  it('stand for values between the ends, and for the ends beyond them', () => {
    expect([-200, -100, -50, 0, 10].map(value => mapPosition(value, -100, 0))).toEqual([0, 0, 128, 255, 255])
    expect(mapColour(0)).toMatch(/^rgb\(\d+ \d+ \d+\)$/)
  })
})
