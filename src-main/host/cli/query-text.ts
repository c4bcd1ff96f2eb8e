import type { QueryCell, QueryColumn } from '@shared/model/query'

export const queryForms = ['csv', 'json', 'table'] as const
export type QueryForm = (typeof queryForms)[number]

/** Makes text of a result: `head` once, `row` for each row; all with their line ends. */
export interface QueryWriter {
  readonly head: string
  row(cells: readonly QueryCell[]): string
}

/** `first`: the rows of the first page, from which a table takes the widths of its columns. */
export function queryWriter(
  form: QueryForm,
  columns: readonly QueryColumn[],
  first: readonly (readonly QueryCell[])[]
): QueryWriter {
  return { csv: csvWriter, json: jsonWriter, table: tableWriter }[form](columns, first)
}

/** RFC 4180 with line feeds; NULL is an empty field, an empty text is `""`. */
function csvWriter(columns: readonly QueryColumn[]): QueryWriter {
  const line = (cells: readonly QueryCell[]): string => `${cells.map(csvField).join(',')}\n`
  return { head: line(columns.map(({ name }) => name)), row: line }
}

function csvField(cell: QueryCell): string {
  if (cell === null) return ''
  const text = String(cell)
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One object a row. An infinity is `1e999`, which JSON readers take for one. Names that come twice get a number. */
function jsonWriter(columns: readonly QueryColumn[]): QueryWriter {
  const used = new Set<string>()
  const keys = columns.map(({ name }) => {
    let key = name
    for (let number = 2; used.has(key); number++) key = `${name}_${number}`
    used.add(key)
    return JSON.stringify(key)
  })
  const isDouble = columns.map(({ type }) => type === 'DOUBLE' || type === 'FLOAT')
  const value = (cell: QueryCell, column: number): string => {
    if (isDouble[column] && typeof cell === 'string') return doubleWords[cell] ?? JSON.stringify(cell)
    return JSON.stringify(cell)
  }
  return { head: '', row: cells => `{${cells.map((cell, at) => `${keys[at]}:${value(cell, at)}`).join(',')}}\n` }
}

const doubleWords: Readonly<Record<string, string>> = { Infinity: '1e999', '-Infinity': '-1e999', '-0': '-0' }

/** A cell of a table is cut at this. */
const widest = 40

function tableWriter(columns: readonly QueryColumn[], first: readonly (readonly QueryCell[])[]): QueryWriter {
  const widths = columns.map(({ name }, at) =>
    Math.min(widest, Math.max(name.length, ...first.map(cells => shown(cells[at]).length)))
  )
  const isNumber = columns.map(({ type }) => /INT$|INTEGER|DOUBLE|FLOAT|DECIMAL/.test(type))
  const padded = (text: string, at: number): string =>
    isNumber[at] ? cut(text).padStart(widths[at]) : cut(text).padEnd(widths[at])
  const line = (texts: readonly string[]): string => `${texts.map(padded).join('  ').trimEnd()}\n`
  const rule = widths.map(width => '-'.repeat(width))
  return { head: line(columns.map(({ name }) => name)) + line(rule), row: cells => line(cells.map(shown)) }
}

/** NULL is told from an empty text. Control characters would move the cursor. */
function shown(cell: QueryCell): string {
  return cell === null ? 'NULL' : String(cell).replace(/\p{Cc}/gu, '·')
}

function cut(text: string): string {
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text
}
