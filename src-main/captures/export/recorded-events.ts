import type { DuckDBConnection } from '@duckdb/node-api'
import { StreamEvent } from '@shared/model/event'
import { literal } from '../column-names'
import { rowsOf } from '../file/database'

const kinds = ['settings', 'derived', 'gap', 'disconnected'] as const

/** The events that say how rows were worked on, in the order in which they were recorded; what cannot be read is left out. */
export async function recordedEvents(connection: DuckDBConnection): Promise<StreamEvent[]> {
  const rows = await rowsOf(
    connection,
    `SELECT data FROM events WHERE kind IN (${kinds.map(literal).join(', ')}) ORDER BY rowid`
  )
  return rows.flatMap(([data]) => {
    const event = StreamEvent.safeParse(parsed(String(data)))
    return event.success ? [event.data] : []
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
