import { valueText } from '../../format/numbers'
import type { CompareFeed } from './compare-feed'
import type { CompareLine } from './compare-picture'
import { readingAt, type Reading } from './overview-columns'

/** What a line shows at a place of the axis, and how far that is from the first line of its unit. */
export interface LineReading {
  readonly line: CompareLine
  /** Extremes where a bucket holds several samples; null where there is nothing. */
  readonly value: Reading | null
  /** Between the middles of the extremes; null for the first line of a unit itself. */
  readonly difference: number | null
}

const middleOf = ({ min, max }: Reading): number => (min + max) / 2

/** Every line at the place `at` of the common axis, ms. */
export function lineReadings(
  lines: readonly CompareLine[],
  feed: Pick<CompareFeed, 'columns'>,
  at: number
): readonly LineReading[] {
  const firsts = new Map<string, Reading | null>()
  return lines.map(line => {
    const columns = feed.columns(line.capture)
    const value = columns ? readingAt(columns, line.channel, at + line.origin) : null
    const first = firsts.get(line.unit)
    if (first === undefined) firsts.set(line.unit, value)
    return { line, value, difference: first && value ? middleOf(value) - middleOf(first) : null }
  })
}

/** The value, or the extremes of the samples there. */
export function readingText(reading: LineReading | undefined): string {
  const value = reading?.value
  if (!value) return '–'
  return value.min === value.max ? valueText(value.min) : `${valueText(value.min, 4)} … ${valueText(value.max, 4)}`
}

/** With its sign; empty for the first line of a unit. */
export function differenceText(reading: LineReading | undefined): string {
  if (!reading || reading.difference === null) return ''
  return `Δ ${reading.difference > 0 ? '+' : ''}${valueText(reading.difference, 4)}`
}

/** A place on an axis that counts from a moment, to the millisecond. */
export function distanceText(milliseconds: number): string {
  const seconds = (milliseconds / 1000).toFixed(3)
  return Number(seconds) === 0 ? '0 s' : `${milliseconds > 0 ? '+' : '−'}${seconds.replace('-', '')} s`
}
