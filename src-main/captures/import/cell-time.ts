import type { ImportPlan, ImportTimeStyle } from '@shared/model/import'

const day = 86_400_000

/** Times ten to the power of this are milliseconds. */
const powers: Readonly<Partial<Record<ImportTimeStyle, number>>> = {
  'epoch-s': 3,
  'epoch-ms': 0,
  'epoch-us': -3,
  'epoch-ns': -6,
  'elapsed-s': 3,
  'elapsed-ms': 0,
  'elapsed-us': -3,
  'elapsed-ns': -6
}

const decimalNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)$/
/** Fractions after a point, a comma or, as Serial Studio writes them, two colons. */
const timeOfDay = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:(?:[.,]|::?)(\d{1,12}))?)?\s*([AaPp][Mm])?`
const zoneMark = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?`
const datePattern = new RegExp(
  String.raw`^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})\.?\/?(?:[T\s,_]+${timeOfDay}${zoneMark})?$`
)
const clockPattern = new RegExp(`^${timeOfDay}$`)

type Style = Pick<ImportPlan, 'timeStyle' | 'zone' | 'start' | 'decimal'>

/**
 * Reads a time, ms since the epoch; NaN when it is none in that style. Numbers are moved by powers of ten in their text,
 * so that none is rounded twice. It remembers the time of day before, to know midnight.
 */
export function cellTime({ timeStyle, zone, start, decimal }: Style): (cell: string) => number {
  const power = powers[timeStyle]
  if (power !== undefined) {
    const origin = timeStyle.startsWith('elapsed-') ? start : 0
    return cell => origin + scaled(decimal === 'comma' ? cell.replace(',', '.') : cell, power)
  }
  if (timeStyle === 'clock') return clock(start, zone)
  if (timeStyle === 'rate') return () => NaN
  return cell => dateTime(cell.trim(), timeStyle, zone)
}

function scaled(cell: string, power: number): number {
  const text = cell.trim()
  if (decimalNumber.test(text)) return power === 0 ? Number(text) : Number(`${text}e${power}`)
  return /^[+-]?[\d.]+[eE][+-]?\d+$/.test(text) ? Number(text) * 10 ** power : NaN
}

function dateTime(text: string, style: ImportTimeStyle, zone: ImportPlan['zone']): number {
  const found = datePattern.exec(text)
  if (!found) return NaN
  const [, first, , second, third, ...rest] = found
  const [year, month, dayOfMonth] =
    style === 'date-ymd'
      ? [first, second, third]
      : style === 'date-dmy'
        ? [third, second, first]
        : [third, first, second]
  if (year.length !== 4 && !(year.length === 2 && style !== 'date-ymd')) return NaN
  if (month.length > 2 || dayOfMonth.length > 2) return NaN
  return timeOf([fullYear(year), Number(month) - 1, Number(dayOfMonth)], rest, zone)
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year)
}

type DayParts = readonly [year: number, month: number, dayOfMonth: number]

function timeOf(date: DayParts, [hour, minute, second, fraction, half, mark]: readonly string[], zone: string): number {
  const [year, month, dayOfMonth] = date
  const midnight = new Date(Date.UTC(year, month, dayOfMonth))
  if (midnight.getUTCMonth() !== month || midnight.getUTCDate() !== dayOfMonth) return NaN
  const inDay = millisecondsOf(hour, minute, second, half)
  if (Number.isNaN(inDay)) return NaN
  const extra = fractionOf(fraction)
  if (mark) return midnight.getTime() + inDay - offsetOf(mark) + extra
  if (zone === 'utc') return midnight.getTime() + inDay + extra
  return new Date(year, month, dayOfMonth, 0, 0, 0, inDay).getTime() + extra
}

/** Whole milliseconds since midnight. */
function millisecondsOf(hour = '0', minute = '0', second = '0', half = ''): number {
  const isAfternoon = /^p/i.test(half)
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0)
  if (hours > 23 || Number(minute) > 59 || Number(second) > 60) return NaN
  return ((hours * 60 + Number(minute)) * 60 + Number(second)) * 1000
}

function fractionOf(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(`0.${fraction}e3`)
}

function offsetOf(mark: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(mark) ?? []
  if (!sign) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes || 0)) * 60_000
}

function clock(start: number, zone: ImportPlan['zone']): (cell: string) => number {
  let days = 0
  let before = -Infinity
  return cell => {
    const found = clockPattern.exec(cell.trim())
    if (!found) return NaN
    const [, hour, minute, second, fraction, half] = found
    const inDay = millisecondsOf(hour, minute, second, half)
    if (Number.isNaN(inDay)) return NaN
    // Back by more than half a day is midnight; by less, it is for the caller to judge.
    if (inDay < before - day / 2) days++
    before = inDay
    return midnightBefore(start, zone, days) + inDay + fractionOf(fraction)
  }
}

function midnightBefore(start: number, zone: ImportPlan['zone'], days: number): number {
  if (zone === 'utc') return (Math.floor(start / day) + days) * day
  const local = new Date(start)
  return new Date(local.getFullYear(), local.getMonth(), local.getDate() + days).getTime()
}

/** The order of a date's parts that a cell can be read in; empty when it is no date. */
export function dateStylesOf(cell: string): readonly ImportTimeStyle[] {
  const styles = ['date-ymd', 'date-dmy', 'date-mdy'] as const
  return styles.filter(style => !Number.isNaN(dateTime(cell.trim(), style, 'utc')))
}

/** Whether a cell is a time of day alone. */
export function isClock(cell: string): boolean {
  return clockPattern.test(cell.trim()) && cell.includes(':')
}
