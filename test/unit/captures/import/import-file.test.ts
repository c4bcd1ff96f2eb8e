import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '@shared/base/clock'
import { importFile, type ImportHooks, type ImportJob } from '@main/captures/import/import-file'
import { capturesFolder } from '@main/captures/paths'
import { exported, openStore, query, temporaryFolder } from '../temporary-store'
import { keepFiles, written } from './imported'

keepFiles()

let folder: ReturnType<typeof temporaryFolder>
let hooks: ImportHooks
beforeEach(async () => {
  folder = temporaryFolder()
  await (await openStore(folder.path)).close()
  hooks = { clock: systemClock, signal: new AbortController().signal, progress: () => undefined }
})
afterEach(() => folder.remove())

function job(content: string, more: Partial<ImportJob> = {}): ImportJob {
  return { path: written(content), name: 'old.csv', choices: {}, folder: capturesFolder(folder.path), ...more }
}

/** A sine with one spike that no detector misses. */
function sine(rows: number): string {
  const value = (row: number): string => (row === 700 ? '50' : Math.sin(row / 9).toFixed(6))
  return `time,s (V)\n${Array.from({ length: rows }, (_, row) => `${1.7e12 + 10 * row},${value(row)}\n`).join('')}`
}

describe('an imported file', () => {
  test('is a capture like any other: listed with its origin, exported as it was, with the anomalies in it', async () => {
    const content = sine(5000)
    const { capture, rows, rejected } = await importFile(job(content), hooks)
    expect({ rows, rejected }).toEqual({ rows: 5000, rejected: {} })
    expect(capture).toMatchObject({
      label: 'old.csv',
      device: 'file:old.csv',
      status: 'complete',
      origin: { kind: 'imported', file: 'old.csv' },
      start: 1.7e12,
      end: 1.7e12 + 49_990,
      channels: [{ name: 's', unit: 'V' }]
    })
    const store = await openStore(folder.path)
    expect(await store.list()).toEqual([capture])
    const { text } = await exported(store, { capture: capture.id, format: 'csv' }, `${folder.path}/out.csv`)
    await store.close()
    const numbers = (csv: string): number[] =>
      csv
        .split('\n')
        .slice(1, -1)
        .flatMap(line => line.split(',').map(Number))
    expect(numbers(text)).toEqual(numbers(content))
    const events = await query(folder.path, capture.id, 'SELECT kind, time FROM events ORDER BY time, kind')
    expect(events).toContainEqual(['anomaly', 1.7e12 + 7000])
    expect(events[0]).toEqual(['format', 1.7e12])
  })

  test('keeps the count of what is not in it, by reason', async () => {
    const { capture, rejected } = await importFile(job(`${sine(100)}nonsense\n1,2,3\n${1.7e12},5\n`), hooks)
    expect(rejected).toEqual({ 'wrong-field-count': 2, 'time-goes-back': 1 })
    const [[count]] = await query(
      folder.path,
      capture.id,
      "SELECT sum(CAST(json_extract(data, '$.count') AS INTEGER)) FROM events WHERE kind = 'dropped'"
    )
    expect(Number(count)).toBe(3)
  })

  test('tells how far it is, up to the whole', async () => {
    const fractions: number[] = []
    let now = 0
    const clock = { ...systemClock, now: () => (now += 1000) }
    await importFile(job(sine(30_000)), { ...hooks, clock, progress: fraction => fractions.push(fraction) })
    expect(fractions).toEqual(fractions.toSorted((one, other) => one - other))
    expect(fractions.at(-1)).toBe(1)
  })

  test('that is cancelled leaves nothing behind', async () => {
    const cancelling = new AbortController()
    let now = 0
    const running = importFile(job(sine(60_000)), {
      clock: { ...systemClock, now: () => (now += 1000) },
      signal: cancelling.signal,
      progress: () => cancelling.abort()
    })
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(capturesFolder(folder.path))).toEqual([])
  })

  test.each([
    ['a,b\n5,1\n3,2\n', 'no column that is known to be a time'],
    [`time,a\n${'2026-13-01 00:00:00,1\n'.repeat(3)}`, 'nothing in old.csv could be read: line 2']
  ])('that gives no row is refused with its first line: %j', async (content, message) => {
    const choices = content.startsWith('time') ? ({ timeStyle: 'date-ymd', time: 0 } as const) : {}
    const failing = importFile(job(content, { choices }), hooks)
    await expect(failing).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining(message) })
    expect(readdirSync(capturesFolder(folder.path))).toEqual([])
  })
})
