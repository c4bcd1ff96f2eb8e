import { randomBytes } from 'node:crypto'
import { onAbort } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { QueryPage, QueryRequest } from '@shared/model/query'
import type { CaptureStore } from '../captures/store'

/** Open queries of all pages together: each is a process with memory of its own. */
const mostOpen = 4
/** A query of which nobody wanted more rows for so long, ms, is closed. */
export const cursorBelief = 120_000

interface Cursor {
  readonly pages: AsyncGenerator<QueryPage, void, void>
  readonly ending: AbortController
  working: boolean
  /** Aborted when it is used again, or is gone. */
  idle: AbortController
}

/** A page of rows; `cursor` asks for the next, null when there is none. */
export type CursorPage = QueryPage & { readonly cursor: string | null }

/**
 * The open queries of the pages. Event streams have no brakes, so rows come only when they are asked for by name: what
 * is not scrolled to is not worked out. When too many are open, the one that has been idle longest is closed.
 */
export interface QueryCursors {
  /** Starts a query and answers its first page. Aborting ends it. @throws what `store.query` throws, `busy`. */
  open(request: QueryRequest, signal: AbortSignal): Promise<CursorPage>
  /** @throws `not-found` when it is closed, `busy` while a page of it is worked out, what `store.query` throws. */
  next(cursor: string, signal: AbortSignal): Promise<CursorPage>
  /** Ends it at once; nothing happens when it is gone. */
  close(cursor: string): Promise<void>
}

export function createQueryCursors(store: Pick<CaptureStore, 'query'>, clock: Clock): QueryCursors {
  // In the order of their last use.
  const cursors = new Map<string, Cursor>()

  async function pull(name: string, cursor: Cursor, signal: AbortSignal): Promise<CursorPage> {
    cursor.idle.abort()
    cursor.working = true
    cursors.delete(name)
    cursors.set(name, cursor)
    const leave = onAbort(signal, () => cursor.ending.abort())
    if (signal.aborted) cursor.ending.abort()
    try {
      const step = await cursor.pages.next()
      if (step.done) throw new SignalboxError('fault', 'a query ended without a last page')
      if (step.value.done) await close(name)
      else void closeWhenIdle(name, cursor)
      return { ...step.value, cursor: step.value.done ? null : name }
    } catch (error) {
      await close(name)
      throw error
    } finally {
      cursor.working = false
      leave()
    }
  }

  async function closeWhenIdle(name: string, cursor: Cursor): Promise<void> {
    cursor.idle = new AbortController()
    const { signal } = cursor.idle
    await clock.sleep(cursorBelief, signal).then(
      () => close(name),
      () => undefined
    )
  }

  async function close(name: string): Promise<void> {
    const cursor = cursors.get(name)
    if (!cursor) return
    cursors.delete(name)
    cursor.idle.abort()
    cursor.ending.abort()
    await cursor.pages.return()
  }

  /** At once, so that of calls that come together none finds the others' room. */
  function makeRoom(): void {
    if (cursors.size < mostOpen) return
    const [oldest] = [...cursors].find(([, { working }]) => !working) ?? []
    if (oldest === undefined)
      throw new SignalboxError('busy', `${mostOpen} queries are running already`, {
        remedy: 'Wait until one has ended, or cancel it.'
      })
    void close(oldest).catch(() => undefined)
  }

  return {
    async open(request, signal) {
      makeRoom()
      const ending = new AbortController()
      const pages = store.query(request, ending.signal)
      const cursor = { pages, ending, working: true, idle: new AbortController() }
      return pull(randomBytes(16).toString('hex'), cursor, signal)
    },
    async next(name, signal) {
      const cursor = cursors.get(name)
      if (!cursor)
        throw new SignalboxError('not-found', 'the query is closed: nobody asked for more of it for a while', {
          remedy: 'Run it again.'
        })
      if (cursor.working)
        throw new SignalboxError('busy', 'the query is working on a page already', { remedy: 'Wait for it.' })
      return pull(name, cursor, signal)
    },
    close
  }
}
