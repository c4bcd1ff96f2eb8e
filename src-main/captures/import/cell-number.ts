import type { ImportPlan } from '@shared/model/import'

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

const words: Readonly<Record<string, number>> = {
  '': NaN,
  nan: NaN,
  '+nan': NaN,
  '-nan': NaN,
  na: NaN,
  'n/a': NaN,
  '#n/a': NaN,
  null: NaN,
  none: NaN,
  '-': NaN,
  '--': NaN,
  inf: Infinity,
  '+inf': Infinity,
  '-inf': -Infinity,
  infinity: Infinity,
  '+infinity': Infinity,
  '-infinity': -Infinity,
  true: 1,
  false: 0
}

const thousandsSigns = { point: /\./g, comma: /,/g, space: /[ \u00a0\u202f]/g, apostrophe: /['’]/g }

/**
 * Reads a cell: the number it says, bit for bit what `Number` makes of it; NaN where it says that there is no value;
 * undefined when it is no number. `0x1F` is none, though `Number` takes it.
 */
export function cellNumber({
  decimal,
  thousands
}: Pick<ImportPlan, 'decimal' | 'thousands'>): (cell: string) => number | undefined {
  const separators = thousands === 'none' ? undefined : thousandsSigns[thousands]
  const isComma = decimal === 'comma'
  return cell => {
    let text = cell
    if (separators) text = text.replace(separators, '')
    if (isComma) text = text.replace(',', '.')
    if (plain.test(text)) return Number(text)
    const word = cell.trim().toLowerCase()
    if (word in words) return words[word]
    const trimmed = text.trim()
    return plain.test(trimmed) ? Number(trimmed) : undefined
  }
}
