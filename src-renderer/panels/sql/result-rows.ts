import type { QueryCell, QueryColumn } from '@shared/model/query'

/** Rows of a result as far as they have come. */
export interface ResultRows {
  readonly columns: readonly QueryColumn[]
  readonly rows: readonly (readonly QueryCell[])[]
}

/** Cells a page keeps: some tens of MB. */
export const mostCells = 2_000_000
/** Characters of a cell that are shown in a table. */
const shownCharacters = 200

export function isNumeric({ type }: QueryColumn): boolean {
  return /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$|^U?INTEGER$|^DOUBLE$|^FLOAT$|^DECIMAL/.test(type)
}

export function isTime({ type }: QueryColumn): boolean {
  return /^(TIMESTAMP|DATE)/.test(type)
}

/** A cell as a number for a chart, times as ms since the epoch; NaN where it is none. */
export function numberOf(cell: QueryCell, column: QueryColumn): number {
  if (cell === null || typeof cell === 'boolean') return NaN
  if (typeof cell === 'number') return cell
  if (!isTime(column)) return isNumeric(column) ? Number(cell) : NaN
  // A time without a zone is meant as UTC, as everywhere in a capture.
  return Date.parse(/Z$/.test(cell) || column.type === 'DATE' ? cell : `${cell}Z`)
}

export function cellText(cell: QueryCell): string {
  if (cell === null) return ''
  const text = String(cell)
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text
}

/** RFC 4180; NULL is an empty field. A text that a spreadsheet would take for a formula is told apart by a quote sign. */
export function resultCsv({ columns, rows }: ResultRows): string {
  const lines = [columns.map(({ name }) => csvField(name)), ...rows.map(cells => cells.map(csvField))]
  return lines.map(line => `${line.join(',')}\r\n`).join('')
}

function csvField(cell: QueryCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = /^[=+\-@\t]/.test(cell) && !/^-?(\d+(\.\d+)?|Infinity)$/.test(cell) ? `'${cell}` : cell
  return safe === '' || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Widths of the columns in characters, from the head and the first rows. */
export function columnWidths({ columns, rows }: ResultRows): number[] {
  const first = rows.slice(0, 100)
  return columns.map(({ name, type }, at) => {
    const longest = first.reduce((most, cells) => Math.max(most, cellText(cells[at]).length), 0)
    return Math.min(36, Math.max(5, name.length, Math.min(14, type.length), longest)) + 3
  })
}
