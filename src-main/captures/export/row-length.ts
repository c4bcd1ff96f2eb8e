import { rowsOf } from '../file/database'
import type { ExportJob } from './export-job'

/** Rows that are looked at. */
const looked = 1000
/** Room for rows that are longer than the first ones. */
const margin = 1.2

/** Bytes of a text file whose rows are made of these expressions, measured at its first rows. */
export async function textSize(
  { source, order }: Pick<ExportJob, 'source' | 'order'>,
  expressions: readonly string[]
): Promise<number> {
  const { connection, from, rows, columns } = source
  // Looking at the first buckets would mean to sum up all of them.
  if (order.resample) return rows * 22 * (1 + columns.length)
  const texts = expressions.map(expression => `coalesce(CAST(${expression} AS VARCHAR), '')`)
  const [[length]] = await rowsOf(
    connection,
    `SELECT avg(strlen(concat_ws(',', ${texts.join(', ')})) + 1) FROM (SELECT * FROM ${from} LIMIT ${looked})`
  )
  return length === null ? 0 : rows * Number(length) * margin
}
