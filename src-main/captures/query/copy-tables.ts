import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/base/abort'
import type { NewestRows } from '@shared/model/query'
import { identifier, literal } from '../column-names'
import { exportMemory, rowsOf } from '../file/database'
import { storageError } from '../problems'
import type { CopiedTable, QueryNeeds, QuerySource } from './messages'

/** Values of a table that are copied: 256 MB as doubles, about a second. Beyond, only the newest rows. */
const usualMost = 32_000_000
/** A row of `raw` holds up to 4,000 bytes. */
const mostRawRows = 32_000
/** Values of a row group of the copies: what is held in memory before it is written. */
const groupValues = 1_000_000

interface Table {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/**
 * Copies what a query needs of a capture that is being recorded. A query itself never runs where the recording is
 * written: both would share one memory limit, and a query that reached it made commits fail (measured).
 */
export async function copyTables(
  connection: DuckDBConnection,
  needs: QueryNeeds,
  { signal, mostValues = usualMost }: { readonly signal: AbortSignal; readonly mostValues?: number }
): Promise<QuerySource> {
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-query-')).catch(error => {
    throw storageError(`nothing can be written to ${tmpdir()}`, error)
  })
  const interrupt = (): void => connection.interrupt()
  signal.addEventListener('abort', interrupt, { once: true })
  const [[usual]] = await rowsOf(connection, "SELECT current_setting('memory_limit')")
  try {
    // Room of its own beside what the writing needs, as exports have.
    await connection.run(`SET memory_limit = '${exportMemory}'`)
    await connection.run('BEGIN TRANSACTION READ ONLY')
    const tables: CopiedTable[] = []
    const newest: NewestRows[] = []
    for (const table of await readTables(connection)) {
      throwIfCancelled(signal)
      const isNeeded = needs.tables.includes(table.name.toLowerCase())
      const { copy, cut } = isNeeded
        ? await copyTable(connection, { table, needs, folder, mostValues })
        : { copy: { ...table, file: null }, cut: null }
      tables.push(copy)
      if (cut) newest.push(cut)
    }
    return { kind: 'copies', folder, tables, newest }
  } catch (error) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined)
    throwIfCancelled(signal)
    throw storageError('the capture cannot be copied for the query', error)
  } finally {
    signal.removeEventListener('abort', interrupt)
    await connection.run('ROLLBACK').catch(() => undefined)
    // Refused when more is in use at this moment; the next change of channels sets it.
    await connection.run(`SET memory_limit = '${String(usual)}'`).catch(() => undefined)
  }
}

/** The capture's tables with their columns. */
export async function readTables(connection: DuckDBConnection): Promise<Table[]> {
  const rows = await rowsOf(
    connection,
    "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'capture' ORDER BY table_oid, column_index"
  )
  const tables = new Map<string, { name: string; type: string }[]>()
  for (const [table, name, type] of rows) {
    const columns = tables.get(String(table)) ?? []
    tables.set(String(table), columns)
    columns.push({ name: String(name), type: String(type) })
  }
  return [...tables].map(([name, columns]) => ({ name, columns }))
}

async function copyTable(
  connection: DuckDBConnection,
  { table, needs, folder, mostValues }: { table: Table; needs: QueryNeeds; folder: string; mostValues: number }
): Promise<{ copy: CopiedTable; cut: NewestRows | null }> {
  const { name } = table
  const named = table.columns.filter(column => needs.columns?.includes(column.name.toLowerCase()) ?? true)
  // A count of rows names none.
  const columns = named.length > 0 ? named : table.columns.slice(0, 1)
  const [[counted]] = await rowsOf(connection, `SELECT count(*) FROM ${identifier(name)}`)
  const total = Number(counted)
  const most = name === 'raw' ? mostRawRows : Math.floor(mostValues / columns.length)
  const file = join(folder, `${name}.parquet`)
  // Rows are only ever added to tables that grow so long.
  const part = total > most ? ` WHERE rowid >= ${total - most}` : ''
  const select = `SELECT ${columns.map(column => identifier(column.name)).join(', ')} FROM ${identifier(name)}${part}`
  const group = Math.max(2048, Math.min(122_880, Math.floor(groupValues / columns.length)))
  await connection.run(
    `COPY (${select}) TO ${literal(file)} (FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE ${group}, USE_TMP_FILE false)`
  )
  return {
    copy: { name, columns, file },
    cut: total > most ? { table: name, rows: most, of: total } : null
  }
}
