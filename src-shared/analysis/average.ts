import { coroutine, type Coroutine } from '../flow'
import type { Spectrum } from './mean-squares'

export const averagings = ['none', 'exponential', 'linear', 'maximum'] as const
/** `exponential`: older spectra fade; `linear`: the mean of the last `count`; `maximum`: the largest each line has been. */
export type Averaging = (typeof averagings)[number]

export interface AveragedSpectrum extends Spectrum {
  /** Spectra that went into it. */
  readonly count: number
}

export interface AverageOptions {
  readonly averaging: Averaging
  /** Spectra of a linear average, and those after which an exponential one has forgotten about two thirds. */
  readonly count: number
}

/** Averages spectra, as mean squares: sent one after the other. One of another size or rate starts anew. */
export function spectrumAverage(options: AverageOptions): Coroutine<Spectrum, AveragedSpectrum> {
  return coroutine('spectrum average', function* (): Generator<AveragedSpectrum, void, Spectrum> {
    const nothing = { size: 0, step: 0, bandwidth: 0, meanSquare: new Float64Array(0), count: 0 }
    let spectrum = yield nothing
    // Each run ends with a spectrum that does not fit to it, and that the next one begins with.
    for (;;) spectrum = yield* averageOf(spectrum, options)
  })
}

function* averageOf(
  first: Spectrum,
  { averaging, count }: AverageOptions
): Generator<AveragedSpectrum, Spectrum, Spectrum> {
  const fold = folds[averaging](count)
  const { length } = first.meanSquare
  const result = first.meanSquare.slice()
  let seen = 0
  for (let spectrum = first; ;) {
    seen = fold(result, spectrum.meanSquare, seen)
    const next: Spectrum = yield { ...spectrum, meanSquare: result, count: seen }
    // The rate told from jittery times is never quite the same twice.
    if (next.meanSquare.length !== length || Math.abs(next.step / first.step - 1) > 0.05) return next
    spectrum = next
  }
}

/** Takes `next` into `result`, that `seen` spectra are in; answers how many are in it now. */
type Fold = (result: Float64Array, next: Float64Array, seen: number) => number

const folds: Record<Averaging, (count: number) => Fold> = {
  none: () => (result, next) => {
    result.set(next)
    return 1
  },
  exponential: count => (result, next, seen) => {
    // The first ones weigh equally, or the very first would stay for long.
    const share = 1 / Math.min(count, seen + 1)
    for (let line = 0; line < result.length; line++) result[line] += (next[line] - result[line]) * share
    return seen + 1
  },
  linear: count => {
    const last: Float64Array[] = []
    return (result, next) => {
      last.push(next)
      if (last.length > count) last.shift()
      // Added up anew each time: taking the oldest away from a sum leaves its rounding errors behind for ever.
      result.fill(0)
      for (const one of last) for (let line = 0; line < result.length; line++) result[line] += one[line]
      for (let line = 0; line < result.length; line++) result[line] /= last.length
      return last.length
    }
  },
  maximum: () => (result, next, seen) => {
    for (let line = 0; line < result.length; line++) if (next[line] > result[line]) result[line] = next[line]
    return seen + 1
  }
}
