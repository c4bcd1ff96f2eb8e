import type { ImportColumn, ImportPlan } from '@shared/model/import'
import type { SampleColumn } from './time-column'

type Kind = ImportColumn['kind']

export interface LayoutGuess {
  readonly layout: ImportPlan['layout']
  readonly kinds: readonly Kind[]
}

const nameNames =
  /^(channel|name|sensor|signal|variable|metric|series|topic|tag|measurement|parameter|_?field|item|kanal)$/i
const valueNames = /^(_?value|val|reading|wert|messwert)$/i
const unitNames = /^(units?|einheit)$/i

/**
 * Whether a file is long: one text column names the channel, and one column has its value. A column of texts that goes by
 * another name is taken for it only when somebody says that the file is long.
 */
export function guessLayout(
  columns: readonly SampleColumn[],
  kinds: readonly Kind[],
  wanted?: ImportPlan['layout']
): LayoutGuess {
  if (wanted === 'wide') return { layout: 'wide', kinds }
  const place = (pattern: RegExp, kind: Kind): number =>
    columns.findIndex(({ parts }, at) => kinds[at] === kind && pattern.test(parts.name))
  const unit = place(unitNames, 'text')
  const numbers = kinds.flatMap((kind, at) => (kind === 'number' ? [at] : []))
  const named = place(nameNames, 'text')
  const name =
    named >= 0 || wanted === undefined ? named : kinds.findIndex((kind, at) => kind === 'text' && at !== unit)
  const wellNamed = place(valueNames, 'number')
  const value = wellNamed >= 0 ? wellNamed : numbers.length === 1 || wanted === 'long' ? (numbers[0] ?? -1) : -1
  if (name < 0 || value < 0) return { layout: 'wide', kinds }
  const long = kinds.map((kind, at): Kind => {
    if (at === name) return 'name'
    if (at === unit) return 'unit'
    return kind === 'number' && at !== value ? 'text' : kind
  })
  return { layout: 'long', kinds: long }
}
