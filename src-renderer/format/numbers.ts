const minus = '−'
const missing = '–'

/** A number with about `digits` significant digits; very large and very small ones as powers of ten. */
export function valueText(value: number | null, digits = 5): string {
  if (value === null || !Number.isFinite(value)) return missing
  const size = Math.abs(value)
  if (needsPower(size)) return withMinus(value.toExponential(digits - 2).replace('e+', 'e'))
  const whole = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1
  return withMinus(value.toFixed(Math.min(6, Math.max(0, digits - whole))))
}

/** Whole numbers up to here are counts and are written in full. */
const largestCount = 1e12

/** A number with a given count of decimals; very large and very small ones as powers of ten. */
export function fixedText(value: number | null, decimals: number): string {
  if (value === null || !Number.isFinite(value)) return missing
  const size = Math.abs(value)
  if (size >= largestCount || (size !== 0 && size < 1e-4)) return valueText(value)
  const text = value.toFixed(decimals)
  return Number(text) === 0 ? text.replace('-', '') : withMinus(text)
}

function needsPower(size: number): boolean {
  return size !== 0 && (size >= 1e9 || size < 1e-4)
}

/**
 * Decimals that show a channel's values as the device sends them: the most it has used so far (`before`), within seven
 * digits in all, or two decimals. A display that keeps them does not change its width with every value that happens to end in zero.
 */
export function decimalsFor(value: number | null, before = 0): number {
  if (value === null || !Number.isFinite(value)) return before
  const whole = Math.max(1, Math.floor(Math.log10(Math.max(1, Math.abs(value)))) + 1)
  const [, fraction = ''] = Math.abs(value).toString().split('.')
  const used = /e/.test(fraction) ? 0 : fraction.length
  // A small signal that rides on a large offset would not be seen within seven digits.
  return Math.min(Math.max(before, used), Math.max(whole > 7 ? 2 : 0, 7 - whole))
}

/** A single value with at most seven digits, none of them for show. */
export function readingText(value: number): string {
  return Number.isFinite(value) ? plainText(Number(value.toPrecision(7))) : missing
}

/** The shortest text that reads back as the same number: for fields and limits. */
export function plainText(value: number): string {
  return withMinus(String(value))
}

/** A count with thousands separated by thin spaces. */
export function countText(value: number): string {
  return withMinus(
    Math.round(value)
      .toString()
      .replace(/\B(?=(\d{3})+$)/g, '\u202f')
  )
}

/** A rate or size with three significant digits and a metric prefix, e.g. `12.5 k`; the unit is the caller's. */
export function metricText(value: number): string {
  const [scaled, prefix] = scale(value, 1000, ['', 'k', 'M', 'G', 'T'])
  return prefix === '' && Number.isInteger(value) ? plainText(value) : `${threeDigits(scaled)}\u202f${prefix}`.trim()
}

/** Bytes in powers of 1000, as disks and lines are sold: `0 B`, `999 B`, `1.50 kB`, `2.34 GB`. */
export function bytesText(bytes: number): string {
  const [scaled, unit] = scale(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB'])
  return `${unit === 'B' ? Math.round(scaled) : threeDigits(scaled)}\u202f${unit}`
}

export function percentText(fraction: number): string {
  const percent = fraction * 100
  return `${percent > 0 && percent < 1 ? '<1' : Math.round(percent)}\u202f%`
}

function scale(value: number, step: number, units: readonly string[]): [number, string] {
  let place = 0
  let scaled = value
  // 999.5 would be written as 1000 of the smaller unit.
  while (Math.abs(scaled) >= step * 0.9995 && place < units.length - 1) {
    scaled /= step
    place++
  }
  return [scaled, units[place]]
}

function threeDigits(value: number): string {
  const size = Math.abs(value)
  return withMinus(value.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0))
}

function withMinus(text: string): string {
  return text.replaceAll('-', minus)
}
