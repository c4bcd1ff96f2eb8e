import { isNumberLike, isValueLike } from './cells'
import type { SampleRecord, SampleTable } from './separator'

export interface Head {
  /** Lines before the header, or before the first row. */
  readonly skip: number
  readonly header: readonly string[] | null
  readonly units: readonly string[] | null
  readonly data: readonly SampleRecord[]
  /** Whether the first record is partly names and partly values. */
  readonly isDoubtful: boolean
}

/** What a user insists on. */
export interface HeadChoices {
  readonly skip?: number
  readonly header?: boolean
  readonly unitsLine?: boolean
}

/** Where the rows begin, and what the lines before them are: remarks, a header, a line of units. */
export function guessHead({ records, width }: SampleTable, choices: HeadChoices): Head {
  const first =
    choices.skip === undefined ? firstOf(records, width) : records.findIndex(({ line }) => line > choices.skip!)
  const rest = first < 0 ? [] : records.slice(first)
  const skip = choices.skip ?? lineBefore(records, first)
  if (rest.length === 0) return { skip, header: null, units: null, data: [], isDoubtful: false }
  const filled = rest[0].cells.filter(cell => cell.trim() !== '')
  const names = filled.filter(cell => !isValueLike(cell))
  const isHeader = choices.header ?? (filled.length > 0 && names.length === filled.length)
  const header = isHeader ? rest[0].cells : null
  const hasUnits = choices.unitsLine ?? (isHeader && isUnits(rest.slice(1)))
  const units = isHeader && hasUnits ? (rest[1]?.cells ?? null) : null
  const data = rest.slice((header ? 1 : 0) + (units ? 1 : 0)).filter(({ isRemark }) => !isRemark)
  return { skip, header, units, data, isDoubtful: names.length > 0 && names.length < filled.length }
}

/** The first record of the usual length; a remark counts only right before the rows, as the header that numpy writes. */
function firstOf(records: readonly SampleRecord[], width: number): number {
  const usual = records.findIndex(({ cells, isRemark }) => cells.length === width && !isRemark)
  if (usual < 0) return records.findIndex(({ cells }) => cells.length === width)
  const before = records[usual - 1]
  return before?.isRemark && before.cells.length === width && !isNamed(records[usual]) ? usual - 1 : usual
}

function isNamed({ cells }: SampleRecord): boolean {
  return cells.every(cell => cell.trim() === '' || !isValueLike(cell))
}

function lineBefore(records: readonly SampleRecord[], first: number): number {
  return first <= 0 ? Math.max(0, (records[0]?.line ?? 1) - 1) : records[first - 1].line
}

/** Whether the first of these says units: short, no number among them, where the rows below have numbers. */
function isUnits([units, ...rows]: readonly SampleRecord[]): boolean {
  if (!units || rows.length === 0) return false
  const filled = units.cells.filter(cell => cell.trim() !== '')
  if (filled.length === 0 || filled.some(cell => cell.trim().length > 12 || isValueLike(cell))) return false
  const numeric = units.cells.filter((_, place) => rows.every(({ cells }) => isNumberLike(cells[place] ?? '')))
  return numeric.filter(cell => cell.trim() !== '').length > 0 && numeric.length >= units.cells.length / 2
}
