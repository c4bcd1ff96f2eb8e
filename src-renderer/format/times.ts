import { clockText, dateText } from '../charts/time-ticks'

export { clockText, dateText }

const two = (value: number): string => String(value).padStart(2, '0')

/** `YYYY-MM-DD HH:MM:SS`, local time. */
export function dateTimeText(time: number): string {
  return `${dateText(time)} ${clockText(time).slice(0, 8)}`
}

/** What a `datetime-local` field holds: local time to the millisecond. */
export function fieldTime(time: number): string {
  return `${dateText(time)}T${clockText(time)}`
}

/** Ms since the epoch of a `datetime-local` field's text; NaN when it is empty or no time. */
export function timeOfField(field: string): number {
  return field === '' ? NaN : new Date(field).getTime()
}

/** How long something has run: `0:07`, `12:34`, `1:02:03`, `2 d 01:02:03`. */
export function elapsedText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60
  ]
  const rest = two(seconds % 60)
  if (days > 0) return `${days} d ${two(hours)}:${two(minutes)}:${rest}`
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** A span in its largest whole unit: `250 ms`, `10 s`, `5 min`, `1 h`. */
export function spanText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const [value, unit] =
    milliseconds < 60_000
      ? [milliseconds / 1000, 's']
      : milliseconds < 3_600_000
        ? [milliseconds / 60_000, 'min']
        : [milliseconds / 3_600_000, 'h']
  return `${Number(value.toFixed(1))} ${unit}`
}

/** A latency: `0.4 ms`, `12 ms`, `1.2 s`. */
export function latencyText(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
}
