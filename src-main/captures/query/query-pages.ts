import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api'
import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { QueryCell, QueryColumn } from '@shared/model/query'
import { cellOf } from './cell'
import { refused } from './check-query'
import type { RowsPage } from './messages'
import { readingStatements } from './parse-query'

/** A page ends at the first of these, so that no thread it passes is held up by it for more than a moment. */
const rowsAPage = 500
const cellsAPage = 4000
const charactersAPage = 200_000
/** ms after which a page that has rows is given away although there is room. */
const patience = 400
const mostColumns = 2000
const longestCell = 1_000_000

/**
 * A query's rows, in pages. Rows come out of DuckDB only when a page is pulled that needs them: its streaming result
 * computes about one page ahead and then waits.
 */
export async function* queryPages(
  connection: DuckDBConnection,
  sql: string,
  clock: Clock
): AsyncGenerator<RowsPage, void, void> {
  const result = await startQuery(connection, sql)
  const columns = columnsOf(result)
  const rows = rowsOfChunks(result, columns)
  try {
    for (let done = false; !done;) {
      const page = await fillPage(rows, columns.length, clock)
      done = page.done
      yield { ...page, columns }
    }
  } finally {
    await rows.return()
  }
}

async function startQuery(connection: DuckDBConnection, sql: string): Promise<DuckDBResult> {
  const statements = await connection.extractStatements(sql)
  const prepared = await statements.prepare(0)
  if (!readingStatements.has(prepared.statementType)) throw refused('this statement does more than read')
  return prepared.stream()
}

function columnsOf(result: DuckDBResult): QueryColumn[] {
  const types = result.columnTypes()
  if (types.length > mostColumns)
    throw new SignalboxError('bad-input', `${types.length} columns are more than ${mostColumns}`, {
      remedy: 'Name the columns you need.'
    })
  return result.columnNames().map((name, index) => ({ name, type: types[index].toString() }))
}

type Rows = AsyncGenerator<QueryCell[], void, void>

async function* rowsOfChunks(result: DuckDBResult, columns: readonly QueryColumn[]): Rows {
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return
    const cells = cellReader(chunk, columns)
    for (let row = 0; row < chunk.rowCount; row++) yield cells(row)
  }
}

function cellReader(chunk: DuckDBDataChunk, columns: readonly QueryColumn[]): (row: number) => QueryCell[] {
  const vectors = columns.map((_, column) => chunk.getColumnVector(column))
  return row =>
    vectors.map((vector, column) => {
      const cell = cellOf(vector.getItem(row))
      if (typeof cell === 'string' && cell.length > longestCell) throw tooLong(columns[column].name, cell.length)
      return cell
    })
}

async function fillPage(rows: Rows, width: number, clock: Clock): Promise<Omit<RowsPage, 'columns'>> {
  const most = Math.max(1, Math.min(rowsAPage, Math.floor(cellsAPage / width)))
  const began = clock.now()
  const page: string[] = []
  let characters = 0
  const isFull = (): boolean =>
    page.length >= most || characters >= charactersAPage || (page.length > 0 && clock.now() - began >= patience)
  while (!isFull()) {
    const step = await rows.next()
    if (step.done) return { rows: asJson(page), count: page.length, done: true }
    const text = JSON.stringify(step.value)
    characters += text.length
    page.push(text)
  }
  return { rows: asJson(page), count: page.length, done: false }
}

function asJson(rows: readonly string[]): string {
  return `[${rows.join(',')}]`
}

function tooLong(column: string, length: number): SignalboxError {
  return new SignalboxError('bad-input', `the column "${column}" holds a text of ${length} characters`, {
    remedy: `A cell may have ${longestCell}: take a part of it, such as left("${column}", 1000).`
  })
}
