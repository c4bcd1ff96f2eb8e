import type { DecimalSign, ThousandsSign } from '@shared/model/import'
import { numberPatterns } from './cells'

export interface NumberStyle {
  readonly decimal: DecimalSign
  readonly thousands: ThousandsSign
  /** Whether `1,234` could be either. */
  readonly isDoubtful: boolean
}

/**
 * How numbers are written. Thousands are separated only when a number says so beyond doubt: by a separator together with
 * the other sign (`1.234,5`), by two of them (`1.234.567`), or by one that is never a decimal sign (`1 234`).
 */
export function guessNumberStyle(cells: readonly string[]): NumberStyle {
  const texts = cells.map(cell => cell.trim()).filter(cell => /\d/.test(cell))
  const count = (pattern: RegExp): number => texts.filter(text => pattern.test(text)).length
  const points = count(/^[+-]?\d*\.\d+(?:[eE][+-]?\d+)?$/)
  const commas = count(/^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/)
  const ambiguous = count(/^[+-]?[1-9]\d{0,2},\d{3}$/)
  const pointDecimal = texts.filter(text => isSurelyGrouped(text, numberPatterns.pointGrouped, '.'))
  const commaDecimal = texts.filter(text => isSurelyGrouped(text, numberPatterns.commaGrouped, ','))
  if (commaDecimal.length > pointDecimal.length)
    return { decimal: 'comma', thousands: signIn(commaDecimal, '.'), isDoubtful: false }
  if (pointDecimal.length > 0 && pointDecimal.length >= commas)
    return { decimal: 'point', thousands: signIn(pointDecimal, ','), isDoubtful: false }
  return {
    decimal: commas > points ? 'comma' : 'point',
    thousands: 'none',
    isDoubtful: commas > 0 && ambiguous === commas
  }
}

function isSurelyGrouped(text: string, pattern: RegExp, decimal: string): boolean {
  if (!pattern.test(text)) return false
  const other = decimal === '.' ? ',' : '.'
  const marks = text.split(other).length - 1
  return marks === 0 || marks > 1 || text.includes(decimal)
}

function signIn(texts: readonly string[], other: string): ThousandsSign {
  const [text] = texts
  if (text.includes(other)) return other === '.' ? 'point' : 'comma'
  return /['’]/.test(text) ? 'apostrophe' : 'space'
}
