import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPeaks } from '@shared/analysis/peaks'
import { decibelsOf, meanSquares, scaledLine, scaledLines } from '@shared/analysis/mean-squares'
import { windowKinds, windowTable } from '@shared/analysis/window'
import { normalNoise } from './noise'

const kind = fc.constantFrom(...windowKinds)
const sine = (size: number, turns: number, amplitude: number, phase = 0, offset = 0): Float64Array =>
  Float64Array.from(
    { length: size },
    (_, at) => offset + amplitude * Math.sin((2 * Math.PI * turns * at) / size + phase)
  )

describe('windows', () => {
  it.each([
    ['rectangular', 1, 1],
    ['hann', 0.5, 1.5],
    ['hamming', 0.54, 1.3628],
    ['blackmanHarris', 0.35875, 2.0044],
    ['flatTop', 1, 3.7709]
  ] as const)('%s has the coherent gain and noise bandwidth of the literature', (window, gain, bandwidth) => {
    const table = windowTable(window, 4096)
    expect(table.gain).toBeCloseTo(gain, 10)
    expect(table.noiseBandwidth).toBeCloseTo(bandwidth, 3)
  })
})

describe('the spectrum', () => {
  it('reads a sine on a line right, in every window, at every size', () => {
    fc.assert(
      fc.property(
        kind,
        fc.integer({ min: 7, max: 12 }),
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        (window, power, place, amplitude, phase) => {
          const size = 2 ** power
          const line = Math.round((place * size) / 2)
          const spectrum = meanSquares(sine(size, line, amplitude, phase), 1000, { window, removeMean: false })
          expect(scaledLine(spectrum, line, 'amplitude') / amplitude).toBeCloseTo(1, 9)
          expect(scaledLine(spectrum, line, 'decibel')).toBeCloseTo(decibelsOf(amplitude), 6)
          expect(spectrum.step).toBe(1000 / size)
        }
      )
    )
  })

  it('reads a sine between two lines right within 0.02 dB with the flat top window', () => {
    for (let part = 0; part <= 1; part += 0.1) {
      const spectrum = meanSquares(sine(1024, 100 + part, 3), 1000, { window: 'flatTop', removeMean: false })
      const most = Math.max(...scaledLines(spectrum, 'amplitude'))
      expect(Math.abs(decibelsOf(most / 3))).toBeLessThan(0.02)
    }
  })

  it('keeps the mean square of any samples (Parseval)', () => {
    const samples = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 256, maxLength: 256 })
    fc.assert(
      fc.property(samples, values => {
        const segment = Float64Array.from(values)
        const { meanSquare } = meanSquares(segment, 50, { window: 'rectangular', removeMean: false })
        const expected = segment.reduce((sum, value) => sum + value * value, 0) / segment.length
        expect(meanSquare.reduce((sum, value) => sum + value, 0)).toBeCloseTo(expected, 4)
      })
    )
  })

  it.each(windowKinds)('tells the density of white noise whatever the window: %s', window => {
    const [size, rate, sigma] = [4096, 2000, 0.7]
    let sum = 0
    for (let seed = 1; seed <= 16; seed++) {
      const spectrum = meanSquares(normalNoise(size, seed, sigma), rate, { window, removeMean: false })
      const density = scaledLines(spectrum, 'density').subarray(8, -8)
      sum += density.reduce((total, value) => total + value, 0) / density.length / 16
    }
    // All of the variance lies between 0 and half the rate.
    expect(sum / ((sigma * sigma) / (rate / 2))).toBeCloseTo(1, 1)
  })

  it('shows an offset at 0 Hz, unless the mean is removed', () => {
    const samples = sine(512, 20, 1, 0, 5)
    const withMean = meanSquares(samples, 100, { window: 'hann', removeMean: false })
    expect(scaledLine(withMean, 0, 'amplitude')).toBeCloseTo(5, 9)
    const without = meanSquares(samples, 100, { window: 'hann', removeMean: true })
    expect(scaledLine(without, 0, 'amplitude')).toBeCloseTo(0, 9)
    expect(scaledLine(without, 20, 'amplitude')).toBeCloseTo(1, 9)
  })

  it('stays a number for samples that are all zero', () => {
    const spectrum = meanSquares(new Float64Array(64), 10, { window: 'hann', removeMean: true })
    expect(scaledLines(spectrum, 'decibel').every(Number.isFinite)).toBe(true)
    expect(findPeaks(spectrum, { count: 5 })).toEqual([])
  })
})

describe('the peak list', () => {
  it('finds a sine between the lines: its frequency within a fiftieth of a line', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 40, max: 460, noNaN: true }),
        fc.double({ min: 0, max: 6, noNaN: true }),
        (turns, phase) => {
          const spectrum = meanSquares(sine(1024, turns, 2, phase), 1024, {
            window: 'blackmanHarris',
            removeMean: true
          })
          const [peak] = findPeaks(spectrum, { count: 1 })
          expect(Math.abs(peak.frequency - turns)).toBeLessThan(0.02)
          expect(Math.abs(decibelsOf(peak.amplitude / 2))).toBeLessThan(0.1)
        }
      )
    )
  })

  it('lists two sines by height and leaves noise out', () => {
    const noise = normalNoise(2048, 3, 0.01)
    const samples = sine(2048, 130, 1).map(
      (value, at) => value + 0.2 * Math.sin((2 * Math.PI * 501.5 * at) / 2048) + noise[at]
    )
    const peaks = findPeaks(meanSquares(samples, 2048, { window: 'hann', removeMean: true }), {
      count: 2,
      prominence: 20
    })
    expect(peaks.map(({ frequency }) => Math.round(frequency * 10) / 10)).toEqual([130, 501.5])
    expect(peaks[0].amplitude).toBeCloseTo(1, 2)
    expect(peaks[0].prominence).toBeGreaterThan(30)
  })

  it('finds a sine on the very first line, where its flank meets 0 Hz', () => {
    const [peak] = findPeaks(meanSquares(sine(1024, 1.1, 1), 1024, { window: 'hann', removeMean: true }), { count: 1 })
    expect(peak.frequency).toBeCloseTo(1.1, 0)
  })

  it('finds nothing in white noise', () => {
    let found = 0
    for (let seed = 1; seed <= 50; seed++)
      found += findPeaks(meanSquares(normalNoise(1024, seed, 1), 1000, { window: 'hann', removeMean: true }), {
        count: 8
      }).length
    expect(found).toBeLessThan(2)
  })
})
