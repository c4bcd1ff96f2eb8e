import { lowestDecibel, meanSquares, scaledLine } from '@shared/analysis/mean-squares'
import { type SampleBlock, type Segment, segments } from '@shared/analysis/segments'
import type { WindowKind } from '@shared/analysis/window'

export interface WaterfallLine {
  /** Of the last sample in it, ms. */
  readonly time: number
  /** dB by frequency line; null where nothing is known between the lines before and after. */
  readonly decibels: Float32Array | null
  /** Between two frequencies, Hz. */
  readonly step: number
}

export interface LineOptions {
  readonly size: number
  readonly overlap: number
  readonly window: WindowKind
}

/** Lines kept: as many as fit on a tall screen. */
export const mostLines = 1200
/** ms between two lines, at least: 20 a second can be followed by eye, and bound the work. */
export const shortestLine = 50

/** The spectra of a channel over time, newest last. */
export class WaterfallLines {
  readonly list: WaterfallLine[] = []
  #cutter
  readonly #options: LineOptions
  #added = 0

  constructor(options: LineOptions) {
    this.#options = options
    this.#cutter = segments({ ...options, take: 'hop', shortestHop: shortestLine })
  }

  /** Lines ever added: tells a picture how many are new to it. */
  get added(): number {
    return this.#added
  }

  /** Takes in samples that follow on those before. */
  read(block: SampleBlock): void {
    for (const segment of this.#cutter.send(block).slice(-mostLines)) {
      const last = this.list.at(-1)
      const joined = !last || segment.from <= last.time + 2000 / segment.rate
      if (!joined && last.decibels) this.#add({ time: segment.from, decibels: null, step: last.step })
      this.#add(lineOf(segment, this.#options.window))
    }
  }

  #add(line: WaterfallLine): void {
    this.list.push(line)
    this.#added++
    // In runs: taking one off the front of a long list moves all of it.
    if (this.list.length > mostLines * 1.25) this.list.splice(0, this.list.length - mostLines)
  }

  /** Ends of a colour scale that fits the newest lines: most of the noise is dark, the highest peak is bright. */
  range(): { low: number; high: number } | null {
    const some: number[] = []
    for (const { decibels } of this.list.slice(-40))
      if (decibels)
        for (let line = 1; line < decibels.length; line += Math.ceil(decibels.length / 100)) some.push(decibels[line])
    if (some.length === 0) return null
    some.sort((one, other) => one - other)
    let high = -Infinity
    for (const { decibels } of this.list.slice(-40)) if (decibels) high = Math.max(high, highest(decibels))
    const low = some[Math.floor(some.length * 0.3)]
    const top = Math.ceil(high / 10) * 10
    return { low: Math.max(top - 120, Math.min(top - 20, Math.floor(low / 10) * 10)), high: top }
  }
}

function highest(decibels: Float32Array): number {
  let high = lowestDecibel
  for (let line = 1; line < decibels.length; line++) if (decibels[line] > high) high = decibels[line]
  return high
}

function lineOf({ samples, rate, to }: Segment, window: WindowKind): WaterfallLine {
  const spectrum = meanSquares(samples, rate, { window, removeMean: true })
  const decibels = new Float32Array(spectrum.meanSquare.length)
  for (let line = 0; line < decibels.length; line++) decibels[line] = scaledLine(spectrum, line, 'decibel')
  return { time: to, decibels, step: spectrum.step }
}

/** Rows that fill a picture of `lines` lines. */
export function rowsForLines({ size, overlap }: LineOptions, lines: number): number {
  return Math.ceil(size * (1 + lines * (1 - overlap)) * 1.1)
}
