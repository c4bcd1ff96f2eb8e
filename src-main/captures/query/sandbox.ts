import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { identifier, literal } from '../column-names'
import { storageError } from '../problems'
import type { BesideFile, CopiedTable, QuerySource } from './messages'

/** An instance that holds nothing, for parsing; `openSource` gives it the capture and then locks it. */
export async function openSandbox(memory: number): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: `${memory}MiB`,
    // What does not fit is refused rather than written to a disk that the recordings need.
    temp_directory: '',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false'
  })
  return instance.connect()
}

/**
 * Makes the tables of the source visible under their names, and those of captures beside it, then takes away access to
 * files and the right to change settings. There is no way back.
 */
export async function openSource(
  connection: DuckDBConnection,
  source: QuerySource,
  beside: readonly BesideFile[] = []
): Promise<void> {
  await connection.run("SET TimeZone = 'UTC'")
  try {
    for (const { name, path } of beside)
      await connection.run(`ATTACH ${literal(path)} AS ${identifier(name)} (READ_ONLY)`)
    if (source.kind === 'file') {
      await connection.run(`ATTACH ${literal(source.path)} AS capture (READ_ONLY)`)
      await connection.run('USE capture')
    } else for (const table of source.tables) await showCopy(connection, table)
  } catch (error) {
    throw storageError('the capture cannot be opened', error)
  }
  if (source.kind === 'copies') await allow(connection, source.tables)
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
}

async function showCopy(connection: DuckDBConnection, { name, columns, file }: CopiedTable): Promise<void> {
  const statement =
    file === null
      ? `TABLE ${identifier(name)} (${columns.map(column => `${identifier(column.name)} ${column.type}`).join(', ')})`
      : `VIEW ${identifier(name)} AS SELECT * FROM read_parquet(${literal(file)})`
  await connection.run(`CREATE ${statement}`)
}

async function allow(connection: DuckDBConnection, tables: readonly CopiedTable[]): Promise<void> {
  const files = tables.flatMap(({ file }) => (file === null ? [] : [literal(file)]))
  await connection.run(`SET allowed_paths = [${files.join(', ')}]`)
}
