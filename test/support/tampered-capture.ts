import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { capturePaths, capturesFolder } from '@main/captures/paths'

let copies = 0

/** A copy of a finished capture beside it, for a test to damage; answers its id. */
export async function copiedCapture(folder: string, capture: string, sql: readonly string[] = []): Promise<string> {
  const id = `${capture}-${++copies}`
  const [from, to] = [capture, id].map(name => capturePaths(capturesFolder(folder), name))
  copyFileSync(from.database, to.database)
  const manifest = JSON.parse(readFileSync(from.manifest, 'utf8')) as { info: { id: string } }
  manifest.info.id = id
  writeFileSync(to.manifest, JSON.stringify(manifest))
  if (sql.length > 0) await changed(to.database, sql)
  return id
}

async function changed(database: string, sql: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(database)
  const connection = await instance.connect()
  for (const statement of sql) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}
