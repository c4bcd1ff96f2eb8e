import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FolderCaptureStore } from '@main/captures'
import type { Recorder } from '@main/captures/store'
import { capturePaths, capturesFolder } from '@main/captures/paths'
import { until } from '../../../support/until'
import { temporaryFolder } from '../temporary-store'
import { asSignalboxError } from '@shared/base/errors'
import { addRows, answerTo, finishedCapture, openQueryStore, recordRows } from './temporary-capture'

// Each query starts a process.
vi.setConfig({ testTimeout: 120_000 })

const folder = temporaryFolder()
let store: FolderCaptureStore
let finished: string
let recorder: Recorder
const secret = join(folder.path, 'secret.csv')
const written = join(folder.path, 'written')

beforeAll(async () => {
  store = await openQueryStore(folder.path)
  finished = await finishedCapture(store, 5000)
  recorder = recordRows(store, 5000)
  writeFileSync(secret, 'a,b\nsecret,2\n')
  mkdirSync(written)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

/** Runs it over the finished capture and over the one being recorded. */
async function refusals(sql: string, seconds = 30): Promise<string[]> {
  const codes: string[] = []
  for (const capture of [finished, recorder.capture])
    codes.push(
      await answerTo(store, capture, sql, seconds).then(
        ({ rows }) => `answered ${JSON.stringify(rows).slice(0, 80)}`,
        (error: { code: string }) => error.code
      )
    )
  return codes
}

describe('a query', () => {
  test.each([
    `FROM '${secret}'`,
    `WITH "${secret}" AS (SELECT 1), y AS (SELECT 2) FROM "${secret}"`,
    `FROM enable_logging(storage = 'file', storage_path = '${written}')`,
    `COPY samples TO '${written}/a.csv'`,
    'DELETE FROM samples',
    'SELECT 1; DROP TABLE samples'
  ])('is refused: %s', async sql => {
    expect(await refusals(sql)).toEqual(['forbidden', 'forbidden'])
  })

  test('has left everything as it was', async () => {
    expect(readdirSync(written)).toEqual([])
    for (const capture of [finished, recorder.capture])
      expect((await answerTo(store, capture, 'SELECT count(*) FROM samples')).rows).toEqual([[5000]])
  })
})

describe('a query is held to its time', () => {
  test.each([
    ['a cross join', 'SELECT sum(a.Temp * b.Temp * c.Temp) FROM samples a, samples b, samples c'],
    [
      'an endless recursion',
      'WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c'
    ],
    ['a sum that goes on for days', 'SELECT sum(sqrt(i)) FROM range(100000000000) t(i)']
  ])('%s ends with "timeout"', async (_, sql) => {
    await expect(answerTo(store, finished, sql, 2)).rejects.toMatchObject({ code: 'timeout' })
  })

  // They grow, too: which limit they meet first depends on how quick the machine is.
  test.each([
    ['what takes no interrupt', "SELECT regexp_matches(repeat('a', 20000000) || i, '(a*)*(a*)*b') FROM range(99) t(i)"],
    ['planning without end', `SELECT ${'['.repeat(900)}1${']'.repeat(900)}`]
  ])('%s ends with one limit or the other', async (_, sql) => {
    const ended = answerTo(store, finished, sql, 2).then(
      () => 'answered',
      (error: unknown) => asSignalboxError(error).code
    )
    expect(['timeout', 'overflow']).toContain(await ended)
  })
})

describe('a query is held to its memory', () => {
  test.each([
    ['a group that grows', 'SELECT length(list(a.Temp)::VARCHAR) FROM samples a, samples b, samples c'],
    ['texts of 100 MB', "SELECT max(repeat('x', 100000000) || i) FROM range(1000) t(i)"],
    ['a text of a gigabyte after the other', "SELECT length(repeat('x', 1000000000) || i) FROM range(9) t(i)"]
  ])('%s ends with "overflow"', async (_, sql) => {
    await expect(answerTo(store, finished, sql, 120)).rejects.toMatchObject({ code: 'overflow' })
  })

  test('a cell that is too long is named', async () => {
    await expect(answerTo(store, finished, "SELECT repeat('x', 5000000) AS much")).rejects.toMatchObject({
      code: 'bad-input',
      message: 'the column "much" holds a text of 5000000 characters'
    })
  })

  test('a thousand columns come a few rows a page', async () => {
    const columns = Array.from({ length: 1000 }, (_, at) => `Temp + ${at} AS c${at}`)
    const { pages, rows } = await answerTo(store, finished, `SELECT ${columns.join(', ')} FROM samples LIMIT 40`)
    expect(rows[39][999]).toBe(39 + 999)
    expect(Math.max(...pages.map(({ count }) => count))).toBeLessThanOrEqual(4)
  })

  test('too many columns are refused', async () => {
    const columns = Array.from({ length: 2001 }, (_, at) => at)
    await expect(answerTo(store, finished, `SELECT ${columns.join(',')}`)).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('what a query does to a recording', () => {
  test('is nothing: it goes on while a query fails for want of memory', async () => {
    const hungry = answerTo(store, recorder.capture, 'SELECT list(a.Temp) FROM samples a, samples b').catch(
      (error: { code: string }) => error.code
    )
    addRows(recorder, 5000, 1000)
    expect(await hungry).toBe('overflow')
    const { safeUntil } = recorder.status()
    await until('more is safe', () => recorder.status().safeUntil > safeUntil)
    expect(recorder.status()).toMatchObject({ problem: null })
    expect((await answerTo(store, recorder.capture, 'SELECT count(*), max(Temp) FROM samples')).rows).toEqual([
      [6000, 5999]
    ])
  })

  test('its file is the same byte for byte after queries', async () => {
    const { database } = capturePaths(capturesFolder(folder.path), finished)
    const before = readFileSync(database)
    await answerTo(store, finished, 'SELECT avg(Temp) FROM samples')
    await refusals('DELETE FROM samples')
    expect(readFileSync(database).equals(before)).toBe(true)
  })
})
