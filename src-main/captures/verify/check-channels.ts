import type { StoredChannel } from '../file/stored-channels'
import { rowsOf } from '../file/database'
import { ownColumns } from '../column-names'
import { type Check, type CheckPlace, damage } from './check'

/** Each channel has its column, and each column its channel. Answers the channels that can be read, by index. */
export async function* checkChannels({ connection, has }: CheckPlace): Check<readonly StoredChannel[]> {
  const rows = await rowsOf(connection, 'SELECT index, name, unit, "column" FROM channels ORDER BY index')
  const channels = rows.map(([, name, unit, column]) => ({
    name: String(name),
    unit: String(unit),
    column: String(column)
  }))
  if (rows.some(([index], place) => index !== place)) yield damage('a channel is missing in the table channels')
  const without = channels.filter(({ column }) => !has('samples', column))
  if (without.length > 0) yield damage(`the samples of ${without.map(({ name }) => name).join(', ')} are missing`)
  const known = new Set<string>([...ownColumns, ...channels.map(({ column }) => column)])
  const columns = await rowsOf(
    connection,
    "SELECT column_name FROM duckdb_columns() WHERE database_name = 'capture' AND table_name = 'samples'"
  )
  const strange = columns.map(([name]) => String(name)).filter(name => !known.has(name))
  if (strange.length > 0) yield damage(`columns of samples belong to no channel: ${strange.join(', ')}`)
  return channels.filter(channel => !without.includes(channel))
}
