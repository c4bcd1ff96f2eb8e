import type { DuckDBConnection } from '@duckdb/node-api'
import type { CaptureMoments, MomentKind, MomentsRequest } from '@shared/model/capture-overview'
import { StreamEvent } from '@shared/model/event'
import { rowsOf } from './database'

/** Events are stored as `JSON.stringify` writes them: quotes within texts have a backslash, so that no text reads like this. */
const turnedRed = `kind = 'state' AND data LIKE '%"to":"red"%'`

const conditions: Readonly<Record<MomentKind, string>> = {
  mark: "kind = 'mark'",
  trigger: "kind = 'trigger'",
  red: `(${turnedRed})`,
  anomaly: "kind = 'anomaly'",
  gap: "kind IN ('gap', 'disconnected')"
}

/** The capture's first events of the kinds asked for. One that this version does not know is left out. */
export async function readMoments(
  connection: DuckDBConnection,
  { kinds, limit }: Pick<MomentsRequest, 'kinds' | 'limit'>
): Promise<CaptureMoments> {
  const wanted = kinds.map(kind => conditions[kind]).join(' OR ')
  const rows = await rowsOf(connection, `SELECT data FROM events WHERE ${wanted} ORDER BY time LIMIT ${limit + 1}`)
  const events = rows.slice(0, limit).flatMap(([data]) => {
    const event = StreamEvent.safeParse(JSON.parse(String(data)))
    return event.success ? [event.data] : []
  })
  return { events, more: rows.length > limit }
}

/** How many events of each kind there are; `red` are the states that turned red. */
export async function countEvents(connection: DuckDBConnection): Promise<Record<string, number>> {
  const rows = await rowsOf(
    connection,
    `SELECT kind, count(*), count(*) FILTER (WHERE ${turnedRed}) FROM events GROUP BY kind ORDER BY kind`
  )
  const red = rows.reduce((sum, [, , turned]) => sum + Number(turned), 0)
  return { ...Object.fromEntries(rows.map(([kind, count]) => [String(kind), Number(count)])), red }
}
