const minus = '−'
const missing = '–'

/**
 * A measured value with about `digits` significant digits and a steady width: fixed decimals, which follow `scale` (the
 * size of what the channel usually shows) rather than every single value. Very large and very small ones as powers of ten.
 */
export function valueText(value: number | null, digits = 5, scale = value ?? 0): string {
  if (value === null || !Number.isFinite(value)) return missing
  const size = Math.max(Math.abs(value), Math.abs(scale))
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) return withMinus(value.toExponential(digits - 2).replace('e+', 'e'))
  const whole = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1
  return withMinus(value.toFixed(Math.min(6, Math.max(0, digits - whole))))
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
  return `${threeDigits(scaled)}${prefix === '' ? '' : `\u202f${prefix}`}`
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
  if (Number.isInteger(value) && size < 1000) return withMinus(String(value))
  return withMinus(value.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0))
}

function withMinus(text: string): string {
  return text.replaceAll('-', minus)
}
