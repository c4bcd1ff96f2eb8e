import { decibelsOf, type Spectrum } from './mean-squares'

export interface Peak {
  /** Hz, between the lines. */
  readonly frequency: number
  /** Of a sine, in the samples' unit. */
  readonly amplitude: number
  /** How far it stands out of what is around it, dB. */
  readonly prominence: number
}

export interface PeakOptions {
  readonly count: number
  /** Peaks that stand out less from what is between them and higher ones are their flanks, dB. */
  readonly prominence?: number
  /** Peaks that are less above the middle of all lines are noise, dB. */
  readonly aboveNoise?: number
}

/**
 * The highest of 32 768 lines of white noise is 11.8 dB above their median on average (an exponential distribution); 14 dB
 * is reached by one spectrum in a hundred.
 */
const usualAboveNoise = 14
/** Lines whose median is as good as that of all. */
const enoughForMedian = 2048
/** An edge this near is part of the peak's own main lobe, lines. */
const mainLobe = 5
/** The highest candidates whose prominence is computed for each peak asked for. */
const candidatesEach = 6

/**
 * The peaks of a spectrum, highest first. Frequency and height are those of the parabola through the logarithms of the
 * highest line and its neighbours: exact for a Gaussian window, near for the others. Without the line at 0 Hz.
 * Source: J. O. Smith, "Spectral audio signal processing", section "Quadratic interpolation of spectral peaks".
 */
export function findPeaks(spectrum: Spectrum, options: PeakOptions): Peak[] {
  const { count, prominence = 6, aboveNoise = usualAboveNoise } = options
  const { meanSquare, step } = spectrum
  const least = medianOf(meanSquare) * 10 ** (aboveNoise / 10)
  const candidates: number[] = []
  for (let line = 1; line < meanSquare.length - 1; line++) {
    const here = meanSquare[line]
    if (
      here > least &&
      here > meanSquare[line - 1] &&
      here >= meanSquare[line + 1] &&
      (line > 1 || meanSquare[0] < here)
    )
      candidates.push(line)
  }
  candidates.sort((one, other) => meanSquare[other] - meanSquare[one])
  const peaks: Peak[] = []
  for (const line of candidates.slice(0, count * candidatesEach)) {
    if (peaks.length === count) break
    const stands = prominenceOf(meanSquare, line)
    if (stands < prominence) continue
    const [before, here, after] = [line - 1, line, line + 1].map(
      at => 10 * Math.log10(Math.max(meanSquare[at], 1e-300))
    )
    const curve = before - 2 * here + after
    const offset = curve < 0 ? (before - after) / (2 * curve) : 0
    const height = here - ((before - after) * offset) / 4
    peaks.push({ frequency: (line + offset) * step, amplitude: Math.sqrt(2 * 10 ** (height / 10)), prominence: stands })
  }
  return peaks
}

function medianOf(lines: Float64Array): number {
  const stride = Math.ceil(lines.length / enoughForMedian)
  const some = lines.filter((_, at) => at % stride === 0).sort()
  return some[some.length >> 1] ?? 0
}

/** From the top down to the higher of the two lowest lines on the way to anything higher, dB. */
function prominenceOf(meanSquare: Float64Array, line: number): number {
  const here = meanSquare[line]
  let [left, right] = [here, here]
  let [before, after] = [line - 1, line + 1]
  for (; before >= 0 && meanSquare[before] <= here; before--) left = Math.min(left, meanSquare[before])
  for (; after < meanSquare.length && meanSquare[after] <= here; after++) right = Math.min(right, meanSquare[after])
  if (before < 0 && line < mainLobe) left = 0
  if (after === meanSquare.length && after - line < mainLobe) right = 0
  const base = Math.max(left, right)
  return base > 0 ? 10 * Math.log10(here / base) : -decibelsOf(0)
}
