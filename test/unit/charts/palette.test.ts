import { describe, expect, it } from 'vitest'
import { dashPatterns, lineLook, mixColours, paletteNames, palettes } from '@renderer/charts/palette'

type Triple = readonly [number, number, number]

const surfaces = { light: ['#ffffff', '#f7f8fa'], dark: ['#14181d', '#1a1f26'] } as const

/** Simulation matrices for linear RGB at full severity: Machado, Oliveira, Fernandes 2009, doi:10.1109/TVCG.2009.113. */
const sights: Readonly<Record<string, readonly Triple[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1]
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039]
  ]
}

function linear(colour: string): Triple {
  const part = (at: number): number => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [part(1), part(3), part(5)]
}

const dot = (row: Triple, [r, g, b]: Triple): number => row[0] * r + row[1] * g + row[2] * b
const luminance = (colour: string): number => dot([0.2126, 0.7152, 0.0722], linear(colour))

/** WCAG 2 contrast ratio. */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function lab(rgb: Triple): Triple {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116)
  const x = f(dot([0.4124, 0.3576, 0.1805], rgb) / 0.95047)
  const y = f(dot([0.2126, 0.7152, 0.0722], rgb))
  const z = f(dot([0.0193, 0.1192, 0.9505], rgb) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

function seen(colour: string, sight: string): Triple {
  const rgb = linear(colour)
  const [r, g, b] = sights[sight].map(row => Math.min(1, Math.max(0, dot(row, rgb))))
  return lab([r, g, b])
}

describe.each(paletteNames)('the palette %s', name => {
  const colours = palettes[name]

  it.each(['light', 'dark'] as const)('has at least 3:1 on every %s surface', theme => {
    for (const colour of colours)
      for (const surface of surfaces[theme]) expect(contrast(colour[theme], surface)).toBeGreaterThanOrEqual(3)
  })

  it.each(['light', 'dark'] as const)('is told apart on a %s surface with every kind of sight', theme => {
    for (const sight of Object.keys(sights)) {
      const labs = colours.map(colour => seen(colour[theme], sight))
      for (const [at, one] of labs.entries())
        for (const other of labs.slice(at + 1))
          expect(Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])).toBeGreaterThan(16)
    }
  })

  it.each([false, true])(
    'repeats no look before all colours were used with all dashes (dashes for all: %s)',
    dashes => {
      const count = colours.length * dashPatterns.length
      const style = { palette: name, dashes }
      const looks = Array.from({ length: count }, (_, at) => JSON.stringify(lineLook(at, style)))
      expect(new Set(looks).size).toBe(count)
      expect(lineLook(count, style)).toEqual(lineLook(0, style))
    }
  )

  it('tells neighbouring lines by their dash too when asked to', () => {
    const dashOf = (position: number): readonly number[] => lineLook(position, { palette: name, dashes: true }).dash
    for (let at = 0; at < 11; at++) expect(dashOf(at)).not.toEqual(dashOf(at + 1))
  })
})

describe('colours', () => {
  it('mixes colours by share', () => {
    expect(mixColours('#000000', '#ffffff', 0)).toBe('#000000')
    expect(mixColours('#000000', '#ff8000', 0.5)).toBe('#804000')
  })
})
