import { type DuckDBConnection, DuckDBInstance, DuckDBResult } from '@duckdb/node-api'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '@shared/base/clock'
import { queryPages } from '@main/captures/query/query-pages'

let connection: DuckDBConnection
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect()
})
afterAll(() => connection.closeSync())
afterEach(() => vi.restoreAllMocks())

test('only as much is worked out as pages are pulled', async () => {
  const fetched = vi.spyOn(DuckDBResult.prototype, 'fetchChunk')
  // A billion rows would take minutes.
  const pages = queryPages(connection, 'SELECT i FROM range(1000000000) t(i)', systemClock)
  expect(fetched).not.toHaveBeenCalled()
  await pages.next()
  // A chunk has 2,048 rows, a page 500.
  expect(fetched).toHaveBeenCalledTimes(1)
  for (let page = 0; page < 3; page++) await pages.next()
  expect(fetched).toHaveBeenCalledTimes(1)
  await pages.next()
  expect(fetched).toHaveBeenCalledTimes(2)
  await pages.return()
  expect(fetched).toHaveBeenCalledTimes(2)
})

test('a statement that does more than read is not run even when it gets here', async () => {
  const pages = queryPages(connection, 'CREATE TABLE made (a INTEGER)', systemClock)
  await expect(pages.next()).rejects.toMatchObject({ code: 'forbidden' })
  await expect(connection.run('FROM made')).rejects.toThrow(/does not exist/)
})

test('long texts make a page shorter', async () => {
  const pages = queryPages(connection, "SELECT repeat('x', 50000) FROM range(100)", systemClock)
  const { value } = await pages.next()
  expect(value).toMatchObject({ count: 4, done: false })
  await pages.return()
})

test('a result that ends with its page says so at once', async () => {
  const pages = queryPages(connection, 'SELECT 1 AS one', systemClock)
  expect(await pages.next()).toEqual({
    done: false,
    value: { columns: [{ name: 'one', type: 'INTEGER' }], rows: '[[1]]', count: 1, done: true }
  })
  expect((await pages.next()).done).toBe(true)
})
