import { rm } from 'node:fs/promises'
import type { Clock } from '@shared/base/clock'
import type { QueryPage, QueryRequest } from '@shared/model/query'
import type { QueryNeeds, QuerySource } from './messages'
import { QueryProcess } from './query-process'

export interface RunQueryOptions {
  readonly request: QueryRequest
  /** The built `entry/query.ts`. */
  readonly entry: URL
  readonly clock: Clock
  /** Finds the rows the query needs, or makes copies of them. */
  readonly locate: (needs: QueryNeeds) => Promise<QuerySource>
}

/**
 * The pages of a query over a capture, in a process of its own that works only while a page is waited for. Making it
 * costs nothing; ending early or aborting ends the process.
 * @throws `bad-input` with the place of the mistake, `forbidden`, `not-found`, `busy`, `timeout`, `overflow` (memory),
 *   `cancelled`.
 */
export async function* runQuery(
  { request, entry, clock, locate }: RunQueryOptions,
  signal: AbortSignal
): AsyncGenerator<QueryPage, void, void> {
  const { sql, seconds } = request
  const process = new QueryProcess({ entry, clock, seconds, signal })
  let source: QuerySource | undefined
  try {
    const { needs } = await process.ask({ kind: 'parse', sql }, 'needs')
    source = await locate(needs)
    const newest = source.kind === 'copies' ? [...source.newest] : []
    let reply = await process.ask({ kind: 'run', source }, 'page')
    for (;;) {
      yield { ...reply.page, seconds: process.seconds, newest }
      if (reply.page.done) return
      reply = await process.ask({ kind: 'next' }, 'page')
    }
  } finally {
    await process.close()
    if (source?.kind === 'copies') await rm(source.folder, { recursive: true, force: true }).catch(() => undefined)
  }
}
