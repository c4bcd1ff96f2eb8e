import { coroutine, type Coroutine } from '../flow'
import { type AverageOptions, type AveragedSpectrum, spectrumAverage } from './average'
import { meanSquares, type MeanSquaresOptions } from './mean-squares'
import { type SampleBlock, type Segment, segments } from './segments'

export interface AnalyseOptions extends MeanSquaresOptions, AverageOptions {
  readonly size: number
  readonly overlap: number
}

export interface Analysis {
  readonly spectrum: AveragedSpectrum
  /** The newest segment that is in it. */
  readonly segment: Segment
}

/** More segments than this in one block are not transformed: what a page shows is bounded, whatever the rate. */
const mostAtOnce = 200

/**
 * From samples to a spectrum: sent blocks of what is new, answers the spectrum as of now; null before there is one. Without
 * averaging it is that of the newest samples. With it, segments count once each; until the first one is full there is a
 * preview of what is there.
 */
export function analyse(options: AnalyseOptions): Coroutine<SampleBlock, Analysis | null> {
  return coroutine('analyse', function* (): Generator<Analysis | null, void, SampleBlock> {
    const { size, overlap } = options
    const sliding = options.averaging === 'none'
    const preview = segments({ size, overlap: 0, take: 'newest' })
    const full = segments({ size, overlap, take: 'hop' })
    const average = spectrumAverage(options)
    let [result, averaged]: [Analysis | null, boolean] = [null, false]
    let block = yield null
    for (;;) {
      for (const segment of sliding ? [] : full.send(block).slice(-mostAtOnce)) {
        averaged = true
        result = { spectrum: average.send(meanSquares(segment.samples, segment.rate, options)), segment }
      }
      if (!averaged)
        for (const segment of preview.send(block))
          result = { spectrum: { ...meanSquares(segment.samples, segment.rate, options), count: 1 }, segment }
      block = yield result
    }
  })
}
