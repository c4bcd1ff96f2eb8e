const second = 1000
const minute = 60 * second
const hour = 60 * minute
const steps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map(count => count * second),
  ...[1, 2, 5, 10, 15, 30].map(count => count * minute),
  ...[1, 2, 3, 6, 12, 24].map(count => count * hour)
]

/** Ticks of a time axis, ms since the epoch, and how to write them. */
export interface TimeTicks {
  readonly step: number
  /** The first tick; the others follow every `step`. */
  readonly first: number
  readonly count: number
}

/**
 * Ticks within [from, to] at round local times, at most `limit` of them. `zone` is what to add to UTC for local time, ms
 * (`-getTimezoneOffset() * 60000`), so that an hour's tick is a local full hour where zones are off by half of one.
 */
export function timeTicks(range: { from: number; to: number }, limit: number, zone: number): TimeTicks {
  const { from, to } = range
  const least = (to - from) / Math.max(1, limit)
  const step = steps.find(candidate => candidate >= least) ?? Math.ceil(least / (24 * hour)) * 24 * hour
  const first = Math.ceil((from + zone) / step) * step - zone
  return { step, first, count: first > to ? 0 : Math.floor((to - first) / step) + 1 }
}

/** A tick's local time: `HH:MM` for steps of a minute and more, else `HH:MM:SS`, with the decimals the step needs. */
export function timeTickLabel(time: number, step: number): string {
  const text = clockText(time)
  if (step >= minute) return text.slice(0, 5)
  if (step >= second) return text.slice(0, 8)
  return text.slice(0, step >= 100 ? 10 : step >= 10 ? 11 : 12)
}

/** `HH:MM:SS.mmm`, local time. */
export function clockText(time: number): string {
  const date = new Date(time)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** `YYYY-MM-DD`, local time. */
export function dateText(time: number): string {
  const date = new Date(time)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}

/** A span in the largest unit that keeps it short, e.g. `10 s`, `1.5 min`, `250 ms`. */
export function spanText(span: number): string {
  const [value, unit] =
    span < second
      ? [span, 'ms']
      : span < minute
        ? [span / second, 's']
        : span < hour
          ? [span / minute, 'min']
          : [span / hour, 'h']
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${unit}`
}

/** A tick of an axis that counts from a moment: `0`, `+250 ms`, `−1.5 s`; `step` is the distance of the ticks, ms. */
export function distanceLabel(distance: number, step: number): string {
  if (Math.abs(distance) < step / 1000) return '0'
  const seconds = step >= 100 || Math.abs(distance) >= 10_000
  const [value, unit, size] = seconds ? [distance / second, 's', step / second] : [distance, 'ms', step]
  const decimals = Math.max(0, -Math.floor(Math.log10(size) + 1e-9))
  return `${value > 0 ? '+' : '−'}${Math.abs(value).toFixed(decimals)} ${unit}`
}
