import { computed, onScopeDispose, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import type { NewestRows, QueryCell, QueryRequest } from '@shared/model/query'
import type { Problem } from '@shared/model/session'
import { problemOf } from '../../connection/problem'
import { useConnection } from '../../stores/connection'
import { mostCells, type ResultRows } from './result-rows'

/** `paused`: there is more, nobody has asked for it. `full`: the page keeps no more of it. */
export type QueryPhase = 'idle' | 'working' | 'paused' | 'full' | 'done' | 'failed' | 'cancelled'

export interface PageQuery {
  readonly phase: ShallowRef<QueryPhase>
  readonly result: ShallowRef<ResultRows | null>
  /** The query whose result is shown. */
  readonly sql: ShallowRef<string>
  /** Seconds the engine has worked for it. */
  readonly seconds: ShallowRef<number>
  readonly newest: ShallowRef<readonly NewestRows[]>
  readonly problem: ShallowRef<Problem | null>
  readonly hasMore: ComputedRef<boolean>
  run(request: QueryRequest): Promise<void>
  /** Fetches the next page, if there is one and none is on its way. */
  more(): Promise<void>
  cancel(): void
}

/** A query and what has come of its result. Rows come page by page, when they are asked for. */
export function useQuery(): PageQuery {
  const connection = useConnection()
  const phase = shallowRef<QueryPhase>('idle')
  const result = shallowRef<ResultRows | null>(null)
  const sql = shallowRef('')
  const seconds = shallowRef(0)
  const newest = shallowRef<readonly NewestRows[]>([])
  const problem = shallowRef<Problem | null>(null)
  let rows: QueryCell[][] = []
  let cursor: string | null = null
  let running: AbortController | null = null

  type Engine = ReturnType<typeof connection.engine>
  type Answer = Awaited<ReturnType<Engine['captures']['query']['next']>>

  async function pull(call: (engine: Engine, signal: AbortSignal) => Promise<Answer>): Promise<void> {
    const own = (running = new AbortController())
    phase.value = 'working'
    try {
      const page = await call(connection.engine(), own.signal)
      if (running !== own) return discard(page.cursor)
      take(page)
    } catch (error) {
      if (running !== own) return
      cursor = null
      problem.value = problemOf(error)
      phase.value = 'failed'
    } finally {
      if (running === own) running = null
    }
  }

  function take(page: Answer): void {
    rows.push(...(JSON.parse(page.rows) as QueryCell[][]))
    // A new object around the same rows: whoever watches it looks again, nothing is copied.
    result.value = { columns: page.columns, rows }
    seconds.value = page.seconds
    newest.value = page.newest
    cursor = page.cursor
    phase.value = cursor === null ? 'done' : 'paused'
    if (cursor === null || rows.length * page.columns.length < mostCells) return
    phase.value = 'full'
    close()
  }

  /** What was waited for no longer. */
  function discard(name: string | null): void {
    if (name !== null) void connection.client?.captures.query.close({ cursor: name }).catch(() => undefined)
  }

  function close(): void {
    running?.abort()
    running = null
    discard(cursor)
    cursor = null
  }

  async function run(request: QueryRequest): Promise<void> {
    close()
    rows = []
    result.value = problem.value = null
    newest.value = []
    seconds.value = 0
    sql.value = request.sql
    await pull((engine, signal) => engine.captures.query.open(request, { signal }))
  }

  async function more(): Promise<void> {
    const name = cursor
    if (phase.value === 'paused' && name !== null)
      await pull((engine, signal) => engine.captures.query.next({ cursor: name }, { signal }))
  }

  function cancel(): void {
    if (phase.value !== 'working' && phase.value !== 'paused') return
    close()
    phase.value = 'cancelled'
  }

  onScopeDispose(close)
  const hasMore = computed(() => phase.value === 'paused' || (phase.value === 'working' && result.value !== null))
  return { phase, result, sql, seconds, newest, problem, hasMore, run, more, cancel }
}
