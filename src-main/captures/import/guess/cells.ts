import { dateStylesOf, isClock } from '../cell-time'

/** Numbers as programs write them, by their decimal sign; with thousands only in groups of three. */
export const numberPatterns = {
  point: /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/,
  comma: /^[+-]?(?:\d+(?:,\d+)?|,\d+)(?:[eE][+-]?\d+)?$/,
  pointGrouped: /^[+-]?\d{1,3}(?:[,' \u00a0\u202f’]\d{3})+(?:\.\d+)?$/,
  commaGrouped: /^[+-]?\d{1,3}(?:[.' \u00a0\u202f’]\d{3})+(?:,\d+)?$/
} as const

const nothing = /^(?:nan|n\/?a|#n\/a|null|none|-{1,2}|[+-]?inf(?:inity)?|true|false)?$/i

export function isNumberLike(cell: string): boolean {
  const text = cell.trim()
  return Object.values(numberPatterns).some(pattern => pattern.test(text)) || nothing.test(text)
}

export function isTimeLike(cell: string): boolean {
  return dateStylesOf(cell).length > 0 || isClock(cell)
}

/** Whether a cell is a value and no name: a number, a time, or the word for neither. */
export function isValueLike(cell: string): boolean {
  return isNumberLike(cell) || isTimeLike(cell)
}
