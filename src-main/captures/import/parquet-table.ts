import type { DuckDBConnection } from '@duckdb/node-api'
import { identifier, literal } from '../column-names'
import { rowsOf } from '../file/database'

/** A column of a Parquet file as DuckDB sees it. */
export interface ParquetColumn {
  readonly label: string
  readonly unit: string
  /** In DuckDB's words, e.g. `DOUBLE`. */
  readonly type: string
  /** `other` cannot be a number: texts, lists, structures. */
  readonly kind: 'number' | 'moment' | 'other'
}

const numeric = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL\(.*\)|BOOLEAN)$/
const moment = /^(TIMESTAMP.*|DATE)$/
const whole = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/

export function parquetSource(path: string): string {
  return `read_parquet(${literal(path)})`
}

/** The file's columns in their order. @throws DuckDB's error when it is no Parquet file. */
export async function parquetColumns(connection: DuckDBConnection, path: string): Promise<readonly ParquetColumn[]> {
  const units = await parquetUnits(connection, path)
  const described = await rowsOf(connection, `DESCRIBE SELECT * FROM ${parquetSource(path)}`)
  return described.map(([name, typeName]) => {
    const label = String(name)
    const type = String(typeName)
    const kind = numeric.test(type) ? 'number' : moment.test(type) ? 'moment' : 'other'
    return { label, unit: units.get(label) ?? '', type, kind }
  })
}

export async function parquetRows(connection: DuckDBConnection, path: string): Promise<number> {
  const [[rows]] = await rowsOf(connection, `SELECT sum(num_rows) FROM parquet_file_metadata(${literal(path)})`)
  return Number(rows ?? 0)
}

/**
 * A column as DOUBLE without NULL. A moment is ms since the epoch, UTC where the file does not say; `nanoseconds` and
 * `microseconds` of whole numbers are divided before they lose digits.
 */
export function parquetNumber({ label, type, kind }: ParquetColumn, style: string): string {
  const column = identifier(label)
  const split = (value: string, over: number): string =>
    `CAST(${value} // ${over} AS DOUBLE) + CAST(${value} % ${over} AS DOUBLE) / ${over}`
  let value: string
  if (kind === 'moment')
    value = type === 'TIMESTAMP_NS' ? split(`epoch_ns(${column})`, 1_000_000) : split(`epoch_us(${column})`, 1000)
  else if (whole.test(type) && style.endsWith('-ns')) value = split(column, 1_000_000)
  else if (whole.test(type) && style.endsWith('-us')) value = split(column, 1000)
  else if (type === 'BOOLEAN') value = `CAST(CAST(${column} AS TINYINT) AS DOUBLE)`
  else value = `CAST(${column} AS DOUBLE)`
  return `COALESCE(${value}, CAST('NaN' AS DOUBLE))`
}

/** Whether `parquetNumber` has made milliseconds of it already. */
export function isInMilliseconds({ type, kind }: ParquetColumn, style: string): boolean {
  return kind === 'moment' || (whole.test(type) && /-[nu]s$/.test(style))
}

/** Units by column out of the file's own notes: `units` as a JSON object, or a note `unit:COLUMN` each. */
async function parquetUnits(connection: DuckDBConnection, path: string): Promise<ReadonlyMap<string, string>> {
  const notes = await rowsOf(
    connection,
    `SELECT decode(key), decode(value) FROM parquet_kv_metadata(${literal(path)})`
    // Notes that are no text say nothing of units.
  ).catch(() => [])
  const units = new Map<string, string>()
  for (const [keyName, value] of notes) {
    const key = String(keyName)
    if (key.startsWith('unit:')) units.set(key.slice(5), String(value))
    if (key === 'units') for (const [label, unit] of unitsIn(String(value))) units.set(label, unit)
  }
  return units
}

function unitsIn(text: string): readonly [string, string][] {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([label, unit]) => (typeof unit === 'string' ? [[label, unit]] : []))
  } catch {
    return []
  }
}
