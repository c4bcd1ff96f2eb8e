import { analyse, type Analysis, type AnalyseOptions } from '@shared/analysis/analyse'
import { scaledLines, type SpectrumScale } from '@shared/analysis/mean-squares'
import { findPeaks, type Peak } from '@shared/analysis/peaks'
import type { Coroutine } from '@shared/flow'
import type { SampleBlock } from '@shared/analysis/segments'
import { type ChannelRows, type ReadMark, rowsSince } from '../../composables/use-channel-rows'
import type { ShownChannel } from '../../stores/looks'

export interface ChannelSpectrum {
  readonly shown: ShownChannel
  readonly analysis: Analysis
  /** On the scale asked for. */
  readonly lines: Float64Array
  readonly peaks: readonly Peak[]
}

interface Reader {
  analyser: Coroutine<SampleBlock, Analysis | null>
  mark: ReadMark | null
  result: ChannelSpectrum | null
}

export interface ReaderOptions extends AnalyseOptions {
  readonly scale: SpectrumScale
}

const peaksListed = 8

/** The spectra of a panel's channels: reads what is new in each window and keeps what it makes of it. */
export class SpectrumReaders {
  #readers = new Map<string, Reader>()
  #key = ''

  /** Takes in what is new; other options begin anew with all that is in the windows. */
  update(channels: readonly ChannelRows[], options: ReaderOptions): readonly ChannelSpectrum[] {
    const key = JSON.stringify(options)
    if (key !== this.#key) this.#readers = new Map()
    this.#key = key
    const readers = new Map<string, Reader>()
    for (const channel of channels) {
      const name = `${channel.shown.session.id} ${channel.shown.channel.index}`
      const reader = this.#readers.get(name) ?? { analyser: analyse(options), mark: null, result: null }
      readers.set(name, reader)
      this.#read(reader, channel, options)
    }
    this.#readers = readers
    return [...readers.values()].flatMap(({ result }) => result ?? [])
  }

  #read(reader: Reader, { shown, rows, column }: ChannelRows, options: ReaderOptions): void {
    // A window that was asked for other channels has not got this one's column yet.
    if (rows.window.value.length <= column) return
    const { block, mark, follows } = rowsSince(rows.window, column, reader.mark)
    if (!follows) {
      reader.analyser = analyse(options)
      reader.result = null
    }
    reader.mark = mark
    if (follows && block.time.length === 0) {
      if (reader.result) reader.result = { ...reader.result, shown }
      return
    }
    const analysis = reader.analyser.send(block)
    if (!analysis || !(analysis.spectrum.step > 0)) return
    const { spectrum } = analysis
    reader.result = {
      shown,
      analysis,
      lines: scaledLines(spectrum, options.scale, reader.result?.lines),
      peaks: findPeaks(spectrum, { count: peaksListed })
    }
  }
}

/**
 * Rows that hold all segments of an average, with some to spare for rows that have no value; and half a second's at least,
 * without which the rate of samples that come in bunches cannot be told. In powers of two: a rate that wavers asks for nothing anew.
 */
export function rowsNeeded({ size, overlap, averaging, count }: AnalyseOptions, samplesPerSecond = 0): number {
  const segments = averaging === 'none' ? 1 : averaging === 'linear' ? count : 2 * count
  const rows = Math.max(size * (1 + (segments - 1) * (1 - overlap)) * 1.1, samplesPerSecond / 2)
  return 2 ** Math.ceil(Math.log2(rows))
}
