import { randomBytes } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Channel } from '@shared/model/channel'
import { foldCase, identifier, literal, ownColumns, storable, uniqueNames } from '../column-names'
import { rowsOf } from './database'

/** A channel and the column of `samples` that holds it. */
export interface StoredChannel {
  readonly name: string
  readonly unit: string
  readonly column: string
}

/** By index. */
export async function readChannels(connection: DuckDBConnection): Promise<StoredChannel[]> {
  const rows = await rowsOf(connection, 'SELECT name, unit, "column" FROM channels ORDER BY index')
  return rows.map(([name, unit, column]) => ({ name: String(name), unit: String(unit), column: String(column) }))
}

/**
 * Brings the columns of `samples` in line with `channels`: new ones are added, changed names renamed. One transaction of
 * its own, because rows cannot be appended to a table altered in the same one. Answers the channels as stored.
 */
export async function alignChannels(
  connection: DuckDBConnection,
  stored: readonly StoredChannel[],
  channels: readonly Channel[]
): Promise<StoredChannel[]> {
  const columns = uniqueNames(
    channels.map(channel => storable(channel.name)),
    ownColumns,
    foldCase
  )
  const wanted = channels.map(({ name, unit }, index) => ({ name, unit, column: columns[index] }))
  const token = randomBytes(8).toString('hex')
  await connection.run('BEGIN')
  const renamed = wanted
    .map((_, index) => index)
    .filter(index => index < stored.length && stored[index].column !== columns[index])
  // By way of a name nobody has, so that two channels can swap theirs.
  for (const index of renamed) await rename(connection, stored[index].column, `renamed ${token} ${index}`)
  for (const index of renamed) await rename(connection, `renamed ${token} ${index}`, columns[index])
  for (const column of columns.slice(stored.length))
    await connection.run(`ALTER TABLE samples ADD COLUMN ${identifier(column)} DOUBLE`)
  await connection.run('DELETE FROM channels')
  const values = wanted.map(
    ({ name, unit, column }, index) => `(${[index, ...[name, unit, column].map(literal)].join(', ')})`
  )
  if (values.length > 0) await connection.run(`INSERT INTO channels VALUES ${values.join(', ')}`)
  await connection.run('COMMIT')
  return wanted
}

async function rename(connection: DuckDBConnection, from: string, to: string): Promise<void> {
  await connection.run(`ALTER TABLE samples RENAME COLUMN ${identifier(from)} TO ${identifier(to)}`)
}
