import type { DuckDBConnection } from '@duckdb/node-api'
import type { ExportOrder, Resample } from '@shared/model/capture'
import { identifier } from '../column-names'
import { rowsOf } from '../file/database'
import { double } from '../file/export-sql'
import type { ExportColumn } from './export-column'

/** The rows to be written, wherever they are. */
export interface ExportSource {
  readonly connection: DuckDBConnection
  /** What stands behind FROM: `sample`, `time` and the columns, in the order of recording. */
  readonly from: string
  readonly columns: readonly ExportColumn[]
  readonly rows: number
  /** ms; NaN when there are no rows. */
  readonly firstTime: number
  readonly lastTime: number
}

/** Rows of a table before it is known how many they are. `condition` begins with WHERE, or is empty. */
export interface SourceTable {
  readonly connection: DuckDBConnection
  readonly condition: string
  readonly columns: readonly ExportColumn[]
}

/** The table's rows, one by one or put together, and what is known of them. */
export async function exportSource(
  { connection, condition, columns }: SourceTable,
  { resample }: Pick<ExportOrder, 'resample'>
): Promise<ExportSource> {
  const bucket = resample && `floor(time / ${double(resample.step)})`
  const edge = (figure: string): string =>
    bucket ? `${figure}(${bucket}) * ${double(resample.step)}` : `${figure}(time)`
  const counted = await rowsOf(
    connection,
    `SELECT ${bucket ? `count(DISTINCT ${bucket})` : 'count(*)'}, ${edge('min')}, ${edge('max')} FROM samples${condition}`
  )
  const [rows, firstTime, lastTime] = counted[0].map(value => (value === null ? NaN : Number(value)))
  const from = resample ? resampled(resample, columns, condition) : `samples${condition}`
  return { connection, from, columns, rows, firstTime, lastTime }
}

/** Numbers that are too large to be added up take no part in a mean, so that no sum overflows. */
const summable = 1e290

function resampled({ step, take }: Resample, columns: readonly ExportColumn[], condition: string): string {
  const bucket = `floor(time / ${double(step)})`
  const put = ({ column, kind }: ExportColumn): string => {
    const name = identifier(column)
    // Of flags and lights, the worst counts whatever is done with the values.
    if (kind !== 'number') return `max(${name}) AS ${name}`
    if (take === 'mean') return `favg(${name}) FILTER (WHERE abs(${name}) < ${summable}) AS ${name}`
    if (take === 'last') return `arg_max(${name}, sample) AS ${name}`
    return `${take}(${name}) AS ${name}`
  }
  const select = ['min(sample) AS sample', `${bucket} * ${double(step)} AS time`, ...columns.map(put)]
  return `(SELECT ${select.join(', ')} FROM samples${condition} GROUP BY ${bucket} ORDER BY ${bucket})`
}
