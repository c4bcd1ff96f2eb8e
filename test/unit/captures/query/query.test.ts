import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FolderCaptureStore } from '@main/captures'
import { temporaryFolder } from '../temporary-store'
import { answerTo, finishedCapture, openQueryStore } from './temporary-capture'

// Each query starts a process.
vi.setConfig({ testTimeout: 120_000 })

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
    const sql = 'SELECT sample, Temp, "odd ""name""" FROM samples LIMIT 3'
    const { columns, types, rows } = await answerTo(store, capture, sql)
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

  test('tells values of every kind exactly', async () => {
    const { rows } = await answerTo(
      store,
      capture,
      `SELECT 'NaN'::DOUBLE, '-inf'::DOUBLE, -0.0::DOUBLE, 0.1::DOUBLE, 9007199254740991, 9007199254740993, 1.25,
        12345678901234567890.5, TIMESTAMP '2026-11-20 14:15:30.123456', TIMESTAMPTZ '2026-11-20 14:15:30+02',
        DATE '2026-11-20', true, NULL, '\\xAB\\x00'::BLOB, [1, NULL], {'a': 'b'}, MAP {'k': 1}, INTERVAL 1 DAY`
    )
    expect(rows).toEqual([
      [
        ...['NaN', '-Infinity', '-0', 0.1, 9007199254740991, '9007199254740993', 1.25, '12345678901234567890.5'],
        ...['2026-11-20T14:15:30.123456', '2026-11-20T12:15:30Z', '2026-11-20', true, null, 'ab00'],
        ...['[1,null]', '{"a":"b"}', '{"k":1}', '1 day']
      ]
    ])
  })

  test.each([
    ['SELECT avg(Temp)\nFROM smaples', /smaples does not exist.*\(line 2, column 6\)$/],
    ['SELEC 1', /syntax error at or near "SELEC" \(line 1, column 1\)$/],
    ['SELECT Tmep FROM samples', /"Tmep" not found.*\(line 1, column 8\)$/],
    ['  ;', /the query is empty/],
    ['-- nothing else', /the query is empty/]
  ])('a mistake is named with its place: %s', async (sql, expected) => {
    await expect(answerTo(store, capture, sql)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(expected) as string
    })
  })

  test('of a capture that is not there is refused', async () => {
    await expect(answerTo(store, 'nobody', 'SELECT 1')).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('the schema names tables, rows, columns and units', async () => {
  const { tables } = await store.schema(capture, new AbortController().signal)
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['samples', 'events', 'raw', 'meta']))
  expect(tables.find(({ name }) => name === 'samples')).toMatchObject({
    rows: 10_000,
    columns: [
      { name: 'sample', type: 'BIGINT', unit: '' },
      { name: 'time', type: 'DOUBLE', unit: '' },
      { name: 'Temp', type: 'DOUBLE', unit: '°C' },
      { name: 'odd "name"', type: 'DOUBLE', unit: '' }
    ]
  })
})
