import { z } from 'zod'
import { mostBeside } from '@shared/model/query'

/** A layout has room for so much of a panel; a longer query is run all the same. */
const longestKept = 8000
const longestInHistory = 1000
const mostInHistory = 15

const fields = z.object({
  /** '' follows the recording of the chosen device, or the newest. */
  capture: z.string().max(128).catch(''),
  /** Captures that are read beside it, see `besideName`. */
  beside: z.array(z.string().max(128)).max(mostBeside).catch([]),
  sql: z.string().max(longestKept).catch(''),
  /** Newest first. */
  history: z.array(z.string().max(longestInHistory)).max(mostInHistory).catch([]),
  view: z.enum(['table', 'chart']).catch('table'),
  style: z.enum(['line', 'bars']).catch('line'),
  /** Columns of the chart by name; '' and none: those that suit. */
  x: z.string().max(200).catch(''),
  y: z.array(z.string().max(200)).max(6).catch([]),
  schema: z.boolean().catch(true)
})

/** What a panel of this kind remembers. */
export const sqlOptions = fields.catch(fields.parse({}))
export type SqlOptions = z.infer<typeof sqlOptions>

/** What the tables of the captures beside begin with: `b`, `c` and so on; the query's own would be `a`. */
export function besideName(at: number): string {
  return String.fromCharCode('b'.charCodeAt(0) + at)
}

/** The options after `sql` was run. */
export function remembered(options: SqlOptions, sql: string): SqlOptions {
  const text = sql.trim()
  const history = [text, ...options.history.filter(other => other !== text)]
  return {
    ...options,
    sql: sql.length <= longestKept ? sql : options.sql,
    history: text.length <= longestInHistory ? history.slice(0, mostInHistory) : options.history
  }
}
