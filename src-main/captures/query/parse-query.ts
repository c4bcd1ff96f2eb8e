import { type DuckDBConnection, StatementType } from '@duckdb/node-api'
import { SignalboxError } from '@shared/base/errors'
import { literal } from '../column-names'
import { rowsOf } from '../file/database'
import { checkQuery, refused } from './check-query'
import type { QueryNeeds } from './messages'
import { queryError } from './query-error'

const explaining = /^\s*explain(\s+analyze)?(?=[\s(])/i

/**
 * Takes a query apart with DuckDB's own parser. Nothing is run: `connection` needs no capture. `beside`: names of more
 * captures that it may read.
 * @throws `bad-input` with the place of a mistake, `forbidden` for what is not one statement that only reads.
 */
export async function parseQuery(
  connection: DuckDBConnection,
  sql: string,
  beside: readonly string[] = []
): Promise<QueryNeeds> {
  const text = withoutComments(sql)
  if (text.trim().replace(/;+$/, '') === '')
    throw new SignalboxError('bad-input', 'the query is empty', { remedy: 'Try: SELECT * FROM samples LIMIT 100' })
  const { count } = await connection.extractStatements(sql).catch(error => {
    throw queryError(error, sql)
  })
  if (count !== 1) throw refused(`one statement at a time, not ${count}`)
  const [[answer]] = await rowsOf(connection, `SELECT json_serialize_sql(${literal(text.replace(explaining, ''))})`)
  const tree = JSON.parse(String(answer)) as { error: boolean; error_message?: string; statements?: unknown[] }
  if (tree.error || tree.statements?.length !== 1) throw refused('this statement does more than read')
  return checkQuery(tree.statements, new Set(beside))
}

/** A prepared statement is of one of these, or it is not run. */
export const readingStatements: ReadonlySet<StatementType> = new Set([StatementType.SELECT, StatementType.EXPLAIN])

/** Comments before the first word, which would hide an EXPLAIN. */
function withoutComments(sql: string): string {
  return sql.replace(/^(\s+|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/, '')
}
