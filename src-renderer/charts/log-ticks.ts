import { niceStep, tickLabel, type ValueTicks } from './value-ticks'
import type { ValueRange } from './y-range'

/** Ticks of a log axis between powers of ten; all values are in decades (log10). */
export interface LogTicks extends ValueTicks {
  /** Rules without a label, between the labelled ones. */
  readonly minor: readonly number[]
}

/**
 * Decades as ticks, every second or further one where they are many; with 2 and 5 between them where they are few; within
 * one decade, round numbers. At most about `count` of them have a label.
 */
export function logTicks({ min, max }: ValueRange, count: number): LogTicks {
  const first = Math.ceil(min - 1e-9)
  const last = Math.floor(max + 1e-9)
  const span = max - min
  const every = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, count)))
  if (last - first < 1) return withinOneDecade({ min, max }, count)
  const powers = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, at) => first + at * every)
  const between = (factors: readonly number[]): number[] =>
    every > 1
      ? []
      : Array.from({ length: last - first + 2 }, (_, at) => first - 1 + at).flatMap(power =>
          factors.map(factor => power + Math.log10(factor)).filter(place => place >= min && place <= max)
        )
  const fine = span * 3 <= count
  const values = fine ? [...powers, ...between([2, 5])].sort((one, other) => one - other) : powers
  const labels = values.map(place => powerLabel(place))
  return { step: NaN, values, labels, offset: 0, minor: between(fine ? [3, 4, 6, 7, 8, 9] : [2, 3, 4, 5, 6, 7, 8, 9]) }
}

function withinOneDecade({ min, max }: ValueRange, count: number): LogTicks {
  const [low, high] = [10 ** min, 10 ** max]
  const step = niceStep(high - low, count)
  const values: number[] = []
  for (let index = Math.ceil(low / step - 1e-6); index * step <= high * (1 + 1e-9) && values.length <= count; index++)
    if (index > 0) values.push(index * step)
  return {
    step: NaN,
    values: values.map(Math.log10),
    labels: values.map(value => tickLabel(value, step)),
    offset: 0,
    minor: []
  }
}

/** `0.01`, `1`, `20`, `5000`; from five digits on as a power: `1e5`. */
function powerLabel(place: number): string {
  const power = Math.floor(place + 1e-9)
  const value = Number((10 ** place).toPrecision(1))
  if (power >= 5 || power < -4)
    return tickLabel(value, 10 ** power)
      .replace('.0', '')
      .replace(/^(\d)0{5,}$/, (digits, lead: string) => `${lead}e${digits.length - 1}`)
  return tickLabel(value, 10 ** power)
}

/** [lowest, highest] in decades, widened to whole ones, or to 1, 2 or 5 within one or two. */
export function niceDecades(lowest: number, highest: number): ValueRange {
  if (highest - lowest > 1.2) return { min: Math.floor(lowest), max: Math.ceil(highest + 1e-9) }
  const min = stepBelow(lowest - 0.01)
  const max = -stepBelow(-(highest + 0.01), true)
  return { min, max }
}

const stops = [0, Math.log10(2), Math.log10(5)]

/** The greatest 1, 2 or 5 times a power of ten that is not above `place`; mirrored: of the numbers' inverse. */
function stepBelow(place: number, mirrored = false): number {
  const candidates = mirrored ? stops.map(stop => (stop === 0 ? 0 : 1 - stop)) : stops
  const power = Math.floor(place)
  return power + Math.max(...candidates.filter(stop => power + stop <= place + 1e-12))
}
