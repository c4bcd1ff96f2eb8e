import type { DuckDBConnection } from '@duckdb/node-api'
import type { Conditions } from '../../pipeline/processor'
import { StoredConditions } from '../decode/recipe'
import { readMeta } from '../file/schema'

/** What the stages began with; the usual settings for a capture of version 1, which did not keep it. */
export async function recordedConditions(
  connection: DuckDBConnection
): Promise<Pick<Conditions, 'settings' | 'stages'>> {
  const kept = (await readMeta(connection)).get('conditions')
  const conditions = StoredConditions.safeParse(parsed(kept ?? 'null'))
  return conditions.success ? conditions.data : { settings: {} }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
