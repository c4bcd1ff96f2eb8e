import { describe, expect, test } from 'vitest'
import { manualClock } from '@shared/base/manual-clock'
import type { QueryPage, QueryRequest } from '@shared/model/query'
import { createQueryCursors, cursorBelief } from '@main/services/query-cursors'

const never = new AbortController().signal
const request = (sql: string): QueryRequest => ({ capture: 'c', sql, seconds: 30 })
const page = (done: boolean): QueryPage => ({ columns: [], rows: '[]', count: 0, done, seconds: 0, newest: [] })

/** A store whose queries have `pages` pages; tells what was pulled and which have ended. */
function scripted(pages = 3): {
  pulled: string[]
  ended: string[]
  query: Parameters<typeof createQueryCursors>[0]['query']
} {
  const pulled: string[] = []
  const ended: string[] = []
  return {
    pulled,
    ended,
    async *query({ sql }, signal) {
      try {
        for (let at = 1; at <= pages; at++) {
          pulled.push(`${sql} ${at}`)
          if (sql === 'slow')
            await new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))))
          yield page(at === pages)
        }
      } finally {
        ended.push(sql)
      }
    }
  }
}

describe('the open queries of pages', () => {
  test('work only for pages that are asked for, and end with the last', async () => {
    const store = scripted()
    const cursors = createQueryCursors(store, manualClock())
    const first = await cursors.open(request('a'), never)
    expect(store.pulled).toEqual(['a 1'])
    expect(first).toMatchObject({ done: false, cursor: expect.stringMatching(/^[0-9a-f]{32}$/) as string })
    expect(await cursors.next(first.cursor!, never)).toMatchObject({ cursor: first.cursor })
    expect(await cursors.next(first.cursor!, never)).toMatchObject({ done: true, cursor: null })
    expect(store.ended).toEqual(['a'])
    await expect(cursors.next(first.cursor!, never)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('one that nobody asked for two minutes is closed, not sooner', async () => {
    const store = scripted()
    const clock = manualClock()
    const cursors = createQueryCursors(store, clock)
    const { cursor } = await cursors.open(request('a'), never)
    await clock.advance(cursorBelief - 1)
    await cursors.next(cursor!, never)
    await clock.advance(cursorBelief - 1)
    expect(store.ended).toEqual([])
    await clock.advance(1)
    expect(store.ended).toEqual(['a'])
  })

  test('a fifth closes the one that has been idle longest', async () => {
    const store = scripted()
    const cursors = createQueryCursors(store, manualClock())
    const [a] = [await cursors.open(request('a'), never)]
    for (const sql of ['b', 'c', 'd']) await cursors.open(request(sql), never)
    await cursors.next(a.cursor!, never)
    await cursors.open(request('e'), never)
    expect(store.ended).toEqual(['b'])
  })

  test('aborting the call ends the query at once', async () => {
    const store = scripted()
    const cursors = createQueryCursors(store, manualClock())
    const leaving = new AbortController()
    const opening = cursors.open(request('slow'), leaving.signal)
    leaving.abort()
    await expect(opening).rejects.toThrow()
    expect(store.ended).toEqual(['slow'])
  })

  test('while four work, a fifth is refused', async () => {
    const store = scripted()
    const cursors = createQueryCursors(store, manualClock())
    const leaving = new AbortController()
    const working = Array.from({ length: 4 }, () => cursors.open(request('slow'), leaving.signal))
    await expect(cursors.open(request('e'), never)).rejects.toMatchObject({ code: 'busy' })
    leaving.abort()
    await Promise.allSettled(working)
  })
})
