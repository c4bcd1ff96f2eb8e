import type { ImportPlan } from '@shared/model/import'
import type { Item } from '@shared/model/item'
import { columnPieces } from '../file/read-columns'
import { Pages } from './pages'
import { notParquet, openParquet } from './parquet-database'
import { isInMilliseconds, parquetColumns, parquetNumber, parquetRows, parquetSource } from './parquet-table'
import { fileFacts } from './read-bytes'
import type { ReaderParts } from './reader'
import { RowOrder } from './row-order'

/** A Parquet file's columns of numbers and moments, as DuckDB streams them: a few thousand rows at a time. */
export async function* readParquet(
  { path, name, plan, tally }: ReaderParts,
  signal: AbortSignal
): AsyncGenerator<Item> {
  const { bytes } = await fileFacts(path)
  const { connection, close } = await openParquet()
  try {
    const total = await parquetRows(connection, path)
    const columns = await parquetColumns(connection, path)
    const used = plan.columns.flatMap(({ kind, used }, place) => (kind === 'number' && used ? [place] : []))
    const wanted = [...used, ...(plan.time === null ? [] : [plan.time])]
    const chosen = wanted.map(place => columns[place])
    const fields = chosen.map((column, at) => parquetNumber(column, at === used.length ? plan.timeStyle : ''))
    const sql = `SELECT ${fields.length === 0 ? "CAST('NaN' AS DOUBLE)" : fields.join(', ')} FROM ${parquetSource(path)}`
    const pages = new Pages()
    pages.addChannels(used.map(place => plan.columns[place]))
    const order = new RowOrder(pages, tally, plan)
    const timeOf = milliseconds(plan, plan.time !== null && isInMilliseconds(columns[plan.time], plan.timeStyle))
    const values = new Float64Array(used.length)
    let row = 0
    for await (const piece of columnPieces(connection, sql, signal)) {
      for (let at = 0; at < piece.rows; at++) {
        const time = timeOf(piece.columns.at(-1)![at], row++)
        if (Number.isNaN(time)) {
          tally.reject('not-a-time', null, `row ${row} has no time`)
          continue
        }
        for (let channel = 0; channel < used.length; channel++) values[channel] = piece.columns[channel][at]
        order.add(time, values, null)
      }
      tally.read = total === 0 ? bytes : (bytes * row) / total
      yield* pages.take()
    }
    yield* pages.finish()
  } catch (error) {
    throw notParquet(name, error)
  } finally {
    close()
  }
}

const powers: Readonly<Record<string, string>> = { s: 'e3', ms: '', us: 'e-3', ns: 'e-6' }

/** Ms since the epoch of what the time column says. */
function milliseconds(plan: ImportPlan, isReady: boolean): (value: number, row: number) => number {
  const { timeStyle, start, rate, time } = plan
  if (timeStyle === 'rate' || time === null) return (_, row) => start + (row * 1000) / rate
  const origin = timeStyle.startsWith('elapsed-') ? start : 0
  const power = powers[timeStyle.split('-')[1]] ?? ''
  if (isReady || power === '') return value => origin + value
  // In its text, so that it is rounded once.
  return value => origin + (/e/.test(String(value)) ? value * Number(`1${power}`) : Number(`${value}${power}`))
}
