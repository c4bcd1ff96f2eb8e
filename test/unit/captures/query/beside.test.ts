import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FolderCaptureStore } from '@main/captures'
import type { QueryCell, QueryRequest } from '@shared/model/query'
import { temporaryFolder } from '../temporary-store'
import { finishedCapture, openQueryStore, recordRows } from './temporary-capture'

// Each query starts a process.
vi.setConfig({ testTimeout: 120_000 })

const folder = temporaryFolder()
let store: FolderCaptureStore
let [short, long] = ['', '']
beforeAll(async () => {
  store = await openQueryStore(folder.path)
  short = await finishedCapture(store, 100)
  long = await finishedCapture(store, 300)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

async function rowsOf(request: QueryRequest): Promise<QueryCell[][]> {
  const rows: QueryCell[][] = []
  for await (const page of store.query(request, new AbortController().signal))
    rows.push(...(JSON.parse(page.rows) as QueryCell[][]))
  return rows
}
const beside = (name = 'b', capture = long): QueryRequest['beside'] => [{ name, capture }]

describe('a query that reads one capture beside another', () => {
  test.each([
    ['SELECT (SELECT max(Temp) FROM samples), (SELECT max(Temp) FROM b.samples)', [[99, 299]]],
    ['SELECT count(*) FROM b.main.samples', [[300]]],
    ['SELECT avg(b.Temp - a.Temp) FROM samples a JOIN b.samples b USING (sample)', [[0]]],
    ['FROM b.channels SELECT count(*)', [[2]]],
    ["SELECT count(*) FROM (SELECT 'a' AS run, * FROM samples UNION ALL SELECT 'b', * FROM b.samples)", [[400]]]
  ])('%s', async (sql, expected) => {
    expect(await rowsOf({ capture: short, sql, beside: beside() })).toEqual(expected)
  })

  test('reads one beside the one that is being recorded', async () => {
    const recorder = recordRows(store, 50)
    const sql = 'SELECT (SELECT count(*) FROM samples), (SELECT count(*) FROM b.samples)'
    try {
      expect(await rowsOf({ capture: recorder.capture, sql, beside: beside() })).toEqual([[50, 300]])
      await expect(rowsOf({ capture: short, sql, beside: beside('b', recorder.capture) })).rejects.toMatchObject({
        code: 'busy',
        message: expect.stringContaining(recorder.capture)
      })
    } finally {
      await recorder.close()
    }
  })

  test.each([
    ['a name that was not given', 'FROM c.samples', beside(), 'forbidden'],
    ['a table that is none', 'FROM b.smaples', beside(), 'bad-input'],
    ['a file by its path', `FROM b."/etc/passwd"`, beside(), 'forbidden'],
    ['another schema of it', 'FROM b.information_schema.tables', beside(), 'forbidden'],
    ['a change of it', 'DELETE FROM b.samples', beside(), 'forbidden'],
    ['a name that means something else', 'SELECT 1', beside('main'), 'bad-input'],
    ['a name that is no word', 'SELECT 1', beside('b; DROP'), 'bad-input'],
    ['a capture that is not there', 'SELECT 1', beside('b', 'nobody'), 'not-found'],
    ['one name for two', 'SELECT 1', [{ name: 'b', capture: 'x' }, ...(beside('b', 'y') ?? [])], 'bad-input']
  ])('%s is refused', async (_, sql, others, code) => {
    // The second capture is made before the tests run.
    const given = others?.map(other => (other.capture === '' ? { ...other, capture: long } : other))
    await expect(rowsOf({ capture: short, sql, beside: given })).rejects.toMatchObject({ code })
  })

  test('its own capture once more is refused', async () => {
    await expect(rowsOf({ capture: short, sql: 'SELECT 1', beside: beside('b', short) })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(short)
    })
  })
})
