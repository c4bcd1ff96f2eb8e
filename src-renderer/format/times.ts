import { text } from '../messages'
import { styleInForce, timeOrigin, wallOf } from './time-style'

const two = (value: number): string => String(value).padStart(2, '0')
const minus = '−'

/**
 * The time of day `HH:MM:SS.mmm` by the style in force, or the time since the origin, `+h:mm:ss.mmm`; with `decimals` of the
 * second, cut rather than rounded, so that no moment is told to be later than it was.
 */
export function clockText(time: number, decimals = 3): string {
  if (styleInForce() === 'relative') return sinceText(time - timeOrigin.value, decimals)
  const date = new Date(wallOf(time))
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}${fraction(date.getUTCMilliseconds(), decimals)}`
}

function fraction(milliseconds: number, decimals: number): string {
  return decimals === 0 ? '' : `.${String(Math.floor(milliseconds)).padStart(3, '0').slice(0, decimals)}`
}

function sinceText(time: number, decimals: number): string {
  const size = Math.floor(Math.abs(time))
  const [hours, minutes, seconds] = [
    Math.floor(size / 3_600_000),
    Math.floor(size / 60_000) % 60,
    Math.floor(size / 1000) % 60
  ]
  return `${time < 0 ? minus : '+'}${hours}:${two(minutes)}:${two(seconds)}${fraction(size % 1000, decimals)}`
}

/** `YYYY-MM-DD`, of the day in UTC when times are, else of the local day. */
export function dateText(time: number): string {
  const style = styleInForce()
  const date = new Date(style === 'utc' ? time : time - new Date(time).getTimezoneOffset() * 60_000)
  return date.toISOString().slice(0, 10)
}

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** The day alone in the words of the language: `Nov 20`, `20. Nov.` */
export function dayText(time: number): string {
  const { locale } = text
  let format = dayFormats.get(locale)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
    dayFormats.set(locale, format)
  }
  return format.format(wallOf(time))
}

/** `YYYY-MM-DD HH:MM:SS`, with `UTC` behind where it is; a relative time alone. */
export function dateTimeText(time: number): string {
  const style = styleInForce()
  if (style === 'relative') return clockText(time, 0)
  return `${dateText(time)} ${clockText(time, 0)}${style === 'utc' ? ' UTC' : ''}`
}

/** A moment of another day: `YYYY-MM-DD HH:MM:SS`, never relative; with `UTC` behind where it is. */
export function momentText(time: number): string {
  const [day, clock] = fieldTime(time).slice(0, 19).split('T')
  return `${day} ${clock}${styleInForce() === 'utc' ? ' UTC' : ''}`
}

/** What a `datetime-local` field holds, to the millisecond: UTC when times are, else local time. */
export function fieldTime(time: number): string {
  const local = new Date(time - (styleInForce() === 'utc' ? 0 : new Date(time).getTimezoneOffset() * 60_000))
  return local.toISOString().slice(0, -1)
}

/** Ms since the epoch of a `datetime-local` field's text; NaN when it is empty or no time. */
export function timeOfField(field: string): number {
  return field === '' ? NaN : new Date(styleInForce() === 'utc' ? `${field}Z` : field).getTime()
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

/** How long a recording is: as what has run, but for one of a few seconds, which would be `0:00`: `0.6 s`. */
export function lengthText(milliseconds: number): string {
  return milliseconds < 10_000 ? `${(Math.max(0, milliseconds) / 1000).toFixed(1)}\u202fs` : elapsedText(milliseconds)
}

/** A span in its largest unit: `250 ms`, `10 s`, `5 min`, `1 h`. */
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
