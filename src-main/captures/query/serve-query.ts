import { rmSync } from 'node:fs'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Clock } from '@shared/base/clock'
import type { Problem } from '@shared/model/session'
import { problemOf } from '../problems'
import type { FromQuery, QuerySource, RowsPage, ToQuery } from './messages'
import { parseQuery } from './parse-query'
import { queryError, tooMuchMemory } from './query-error'
import { queryPages } from './query-pages'
import { openSandbox, openSource } from './sandbox'

/** The process's own end of its channel. */
export interface QueryPort {
  on(event: 'message', listener: (message: ToQuery) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
  send(message: FromQuery, sent?: () => void): void
}

export interface QueryLimits {
  /** MiB that DuckDB may plan with. */
  readonly memory: number
  /** MiB the process may have in all: texts that are being made count for nothing in DuckDB's own limit. */
  readonly resident: number
  /** MiB it has now. */
  residentNow(): number
  /** Ends the process at once. */
  end(): void
}

/** How often memory is looked at, ms. It can grow by some ten MiB meanwhile. */
const watchInterval = 20

/** Serves one query to the process that started this one, and ends with it. */
export function serveQuery(port: QueryPort, limits: QueryLimits, clock: Clock): void {
  let sql = ''
  let connection: DuckDBConnection | undefined
  let source: QuerySource | undefined
  let pages: AsyncGenerator<RowsPage, void, void> | undefined

  async function answer(message: ToQuery): Promise<FromQuery> {
    if (message.kind === 'parse') {
      sql = message.sql
      connection = await openSandbox(limits.memory)
      return { kind: 'needs', needs: await parseQuery(connection, sql, message.beside) }
    }
    if (!connection) throw new Error('a query is parsed before it is run')
    if (message.kind === 'run') {
      source = message.source
      await openSource(connection, source, message.beside)
      pages = queryPages(connection, sql, clock)
    }
    const step = await pages?.next()
    return step && !step.done ? { kind: 'page', page: step.value } : refusal(problemOf(new Error('no more rows')))
  }

  port.on('message', message => {
    void answer(message)
      .catch(error => refusal(problemOf(queryError(error, sql))))
      .then(reply => port.send(reply))
  })
  port.on('disconnect', () => {
    // Whoever made the copies has gone, perhaps by `kill -9`, and cannot remove them.
    if (source?.kind === 'copies') rmSync(source.folder, { recursive: true, force: true })
    limits.end()
  })
  void watchMemory(port, limits, clock)
}

async function watchMemory(port: QueryPort, limits: QueryLimits, clock: Clock): Promise<void> {
  while (limits.residentNow() < limits.resident) await clock.sleep(watchInterval)
  port.send(refusal(problemOf(tooMuchMemory())), () => limits.end())
}

function refusal(problem: Problem): FromQuery {
  return { kind: 'refusal', problem }
}
