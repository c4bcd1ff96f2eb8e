import FFT from 'fft.js'
import { windowTable, type WindowKind } from './window'

/** A one-sided spectrum: what each frequency contributes to the mean square of the samples, in unit². */
export interface Spectrum {
  /** Size of the segment; there are size / 2 + 1 lines. */
  readonly size: number
  /** Between two lines, Hz. */
  readonly step: number
  /** Equivalent noise bandwidth of a line, Hz. */
  readonly bandwidth: number
  /** The square of a sine's effective value, corrected for the window's coherent gain. */
  readonly meanSquare: Float64Array
}

interface Transformer {
  readonly fft: FFT
  readonly input: Float64Array
  readonly output: Float64Array
}
const transformers = new Map<number, Transformer>()

function transformerOf(size: number): Transformer {
  let transformer = transformers.get(size)
  if (!transformer) {
    transformer = { fft: new FFT(size), input: new Float64Array(size), output: new Float64Array(2 * size) }
    transformers.set(size, transformer)
  }
  return transformer
}

export interface MeanSquaresOptions {
  readonly window: WindowKind
  /** Takes the segment's mean away first, so that an offset does not leak into the lowest lines. */
  readonly removeMean: boolean
}

/**
 * The spectrum of evenly spaced samples, `rate` Hz; their count is a power of two. A sine of amplitude A on a line gives
 * A²/2 there in every window, a mean of M gives M² at 0 Hz.
 * Source: G. Heinzel et al., "Spectrum and spectral density estimation by the DFT", 2002, section 9.
 */
export function meanSquares(samples: Float64Array, rate: number, options: MeanSquaresOptions): Spectrum {
  const size = samples.length
  const { weights, gain, noiseBandwidth } = windowTable(options.window, size)
  const { fft, input, output } = transformerOf(size)
  const mean = options.removeMean ? samples.reduce((sum, value) => sum + value, 0) / size : 0
  for (let at = 0; at < size; at++) input[at] = (samples[at] - mean) * weights[at]
  fft.realTransform(output, input)
  const meanSquare = new Float64Array(size / 2 + 1)
  const scale = 1 / (size * gain) ** 2
  for (let line = 0; line < meanSquare.length; line++) {
    const [real, imaginary] = [output[2 * line], output[2 * line + 1]]
    // Each line but the first and the last stands for its mirror image too.
    const sides = line === 0 || line === size / 2 ? 1 : 2
    meanSquare[line] = sides * (real * real + imaginary * imaginary) * scale
  }
  return { size, step: rate / size, bandwidth: (noiseBandwidth * rate) / size, meanSquare }
}

export const spectrumScales = ['amplitude', 'density', 'decibel'] as const
/** `amplitude`: peak of a sine, unit; `density`: unit²/Hz; `decibel`: 20 log of the amplitude, re 1 unit. */
export type SpectrumScale = (typeof spectrumScales)[number]

/** Below every spectrum of doubles; what would be the logarithm of nothing. */
export const lowestDecibel = -400

/** One line's value on a scale. */
export function scaledLine({ meanSquare, size, bandwidth }: Spectrum, line: number, scale: SpectrumScale): number {
  const power = meanSquare[line]
  if (scale === 'density') return power / bandwidth
  const amplitude = Math.sqrt(line === 0 || line === size / 2 ? power : 2 * power)
  return scale === 'amplitude' ? amplitude : decibelsOf(amplitude)
}

export function decibelsOf(amplitude: number): number {
  return amplitude > 0 ? Math.max(lowestDecibel, 20 * Math.log10(amplitude)) : lowestDecibel
}

/** All lines on a scale, into `out` when it fits. */
export function scaledLines(spectrum: Spectrum, scale: SpectrumScale, out?: Float64Array): Float64Array {
  const count = spectrum.meanSquare.length
  const lines = out?.length === count ? out : new Float64Array(count)
  for (let line = 0; line < count; line++) lines[line] = scaledLine(spectrum, line, scale)
  return lines
}
