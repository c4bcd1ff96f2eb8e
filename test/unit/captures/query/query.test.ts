import { readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FolderCaptureStore } from '@main/captures'
import { temporaryFolder } from '../temporary-store'
import { addRows, answerTo, finishedCapture, openQueryStore, recordRows } from './temporary-capture'

const folder = temporaryFolder()
let store: FolderCaptureStore
let capture: string

beforeAll(async () => {
  store = await openQueryStore(folder.path)
  capture = await finishedCapture(store, 10_000)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

describe('a query over a finished capture', () => {
  test('answers columns with their types, and rows in order', async () => {
    const { columns, types, rows } = await answerTo(
      store,
      capture,
      'SELECT sample, Temp, "odd ""name""" FROM samples LIMIT 3'
    )
    expect(columns).toEqual(['sample', 'Temp', 'odd "name"'])
    expect(types).toEqual(['BIGINT', 'DOUBLE', 'DOUBLE'])
    expect(rows).toEqual([
      [0, 0, null],
      [1, 1, 0.125],
      [2, 2, 0.25]
    ])
  })

  test('comes in pages that together are every row once', async () => {
    const { pages, rows } = await answerTo(store, capture, 'SELECT sample FROM samples ORDER BY sample')
    expect(pages.length).toBeGreaterThan(10)
    expect(pages.map(({ done }) => done)).toEqual(pages.map((_, at) => at === pages.length - 1))
    expect(rows.map(([sample]) => sample)).toEqual(Array.from({ length: 10_000 }, (_, at) => at))
  })

  test.each([
    ['WITH big AS (SELECT * FROM samples WHERE Temp > 9000) SELECT count(*) FROM big', [[999]]],
    ['FROM samples SELECT max(Temp)', [[9999]]],
    [
      "VALUES (1, 'a'), (2, NULL)",
      [
        [1, 'a'],
        [2, null]
      ]
    ],
    ['-- a comment first\nSELECT 1;', [[1]]],
    ['SELECT sum(n) FROM range(4) AS r(n)', [[6]]],
    ['WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 5) SELECT max(n) FROM c', [[5]]]
  ])('%s is answered', async (sql, expected) => {
    expect((await answerTo(store, capture, sql)).rows).toEqual(expected)
  })

  test.each([
    'DESCRIBE samples',
    'SUMMARIZE samples',
    'SHOW TABLES',
    'EXPLAIN SELECT 1',
    '/* why */ EXPLAIN ANALYZE FROM samples'
  ])('%s is answered', async sql => {
    expect((await answerTo(store, capture, sql)).rows.length).toBeGreaterThan(0)
  })
})
test('x', async () => {
  const recorder = recordRows(store, 5000)
  for (const sql of [
    'SELECT count(*), max(Temp) FROM samples',
    'DESCRIBE samples',
    'SHOW TABLES',
    'SELECT * FROM meta',
    'SELECT s FROM samples s LIMIT 1',
    'select count(*) from raw'
  ])
    console.log(sql, JSON.stringify((await answerTo(store, recorder.capture, sql)).rows))
  await recorder.close()
})
