import type { DuckDBConnection } from '@duckdb/node-api'
import type { CaptureSchema } from '@shared/model/query'
import { identifier } from '../column-names'
import { rowsOf } from '../file/database'
import { readChannels } from '../file/stored-channels'
import { readTables } from './copy-tables'

/** A capture's tables, with their rows and the units of channels. */
export async function readSchema(connection: DuckDBConnection): Promise<CaptureSchema> {
  const units = new Map((await readChannels(connection)).map(({ column, unit }) => [column, unit]))
  const tables: CaptureSchema['tables'] = []
  for (const { name, columns } of await readTables(connection)) {
    const [[rows]] = await rowsOf(connection, `SELECT count(*) FROM ${identifier(name)}`)
    const unitOf = (column: string): string => (name === 'samples' ? (units.get(column) ?? '') : '')
    tables.push({
      name,
      rows: Number(rows),
      columns: columns.map(column => ({ ...column, unit: unitOf(column.name) }))
    })
  }
  return { tables }
}
