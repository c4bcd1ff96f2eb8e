import { clockText, dayText } from '../format/times'
import { styleInForce, timeOfWall, wallOf } from '../format/time-style'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map(count => count * second),
  ...[1, 2, 5, 10, 15, 30].map(count => count * minute),
  ...[1, 2, 3, 6, 12].map(count => count * hour),
  ...[1, 2, 5, 10, 20, 50, 100].map(count => count * day)
]

/** A tick of a time axis: ms since the epoch, and what is written there. */
export interface TimeTick {
  readonly time: number
  readonly label: string
}

/** Ticks of a time axis and what lies between two of them on the clock, ms. */
export interface TimeTicks {
  readonly step: number
  readonly times: readonly number[]
}

function stepFor(least: number): number {
  return steps.find(candidate => candidate >= least) ?? Math.ceil(least / day) * day
}

/**
 * Ticks within [from, to] (ms since the epoch) where the clock of the style in force is round, at most about `limit` of them.
 * Days and hours follow the clock through a change to summer time, so that a tick of midnight stays at midnight.
 */
export function timeTicks({ from, to }: { readonly from: number; readonly to: number }, limit: number): TimeTicks {
  const step = stepFor((to - from) / Math.max(1, limit))
  const start = wallOf(from)
  const times: number[] = []
  // Zones change by half hours at least: below that every tick is as far from the last, and the hour that comes twice has its own.
  const even = step < 30 * minute || styleInForce() !== 'local'
  const ahead = start - from
  for (let wall = Math.ceil(start / step) * step; ; wall += step) {
    const time = even ? wall - ahead : timeOfWall(wall)
    if (time > to || Number.isNaN(time)) break
    // An hour that is left out has no time of its own.
    if (time >= from && !(time <= times[times.length - 1])) times.push(time)
  }
  return { step, times }
}

/** The ticks with their labels, for a painter. */
export function labelledTicks(range: { readonly from: number; readonly to: number }, limit: number): TimeTick[] {
  const { step, times } = timeTicks(range, limit)
  return times.map(time => ({ time, label: timeTickLabel(time, step) }))
}

/**
 * `HH:MM` for steps of a minute and more, else `HH:MM:SS`, with the decimals the step needs; the day at midnight where ticks
 * are hours or days apart. Relative times always with their seconds, so that nobody takes them for the time of day.
 */
export function timeTickLabel(time: number, step: number): string {
  const decimals = step >= second ? 0 : step >= 100 ? 1 : step >= 10 ? 2 : 3
  const text = clockText(time, decimals)
  if (styleInForce() === 'relative' || step < minute) return text
  return step >= hour && wallOf(time) % day === 0 ? dayText(time) : text.slice(0, 5)
}

/** Ticks with their labels of an axis that counts from a moment `origin`, ms since the epoch. */
export function distanceTicks(
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
  origin: number
): TimeTick[] {
  const step = stepFor((to - from) / Math.max(1, limit))
  const ticks: TimeTick[] = []
  for (let count = Math.ceil((from - origin) / step); origin + count * step <= to; count++)
    ticks.push({ time: origin + count * step, label: distanceLabel(count * step, step) })
  return ticks
}

/** A tick of an axis that counts from a moment: `0`, `+250 ms`, `−1.5 s`; `step` is the distance of the ticks, ms. */
export function distanceLabel(distance: number, step: number): string {
  if (Math.abs(distance) < step / 1000) return '0'
  const seconds = step >= 100 || Math.abs(distance) >= 10_000
  const [value, unit, size] = seconds ? [distance / second, 's', step / second] : [distance, 'ms', step]
  const decimals = Math.max(0, -Math.floor(Math.log10(size) + 1e-9))
  return `${value > 0 ? '+' : '−'}${Math.abs(value).toFixed(decimals)} ${unit}`
}

export { clockText, dateText, spanText } from '../format/times'
