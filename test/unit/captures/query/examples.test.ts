import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FolderCaptureStore } from '@main/captures'
import { examplesFor, exampleNames } from '@renderer/panels/sql/examples'
import { batchOf, channelsOf, recordOptions, temporaryFolder } from '../temporary-store'
import { answerTo, openQueryStore } from './temporary-capture'

const { start } = recordOptions
// Each query starts a process.
vi.setConfig({ testTimeout: 120_000 })

const folder = temporaryFolder()
let store: FolderCaptureStore
let capture: string

/** Two minutes at 10 Hz, a lamp that was red from the 30th to the 45th second, a gap of 2 s, an anomaly at 60 s. */
beforeAll(async () => {
  store = await openQueryStore(folder.path)
  const recorder = store.record(recordOptions)
  const channels = channelsOf(['odd "name"', 'b'])
  const rows = Array.from({ length: 1200 }, (_, at) => [start + 100 * at, at < 600 ? at % 10 : at % 100, NaN])
  recorder.accept(batchOf(channels, 0, rows))
  const lamp = { kind: 'state', channel: 'odd "name"', sample: 0, value: 1, cause: '' } as const
  recorder.accept({ ...lamp, time: start + 30_000, from: 'green', to: 'red' })
  recorder.accept({ ...lamp, time: start + 45_000, from: 'red', to: 'green' })
  recorder.accept({ kind: 'gap', from: start + 50_000, time: start + 52_000 })
  recorder.accept({ kind: 'anomaly', time: start + 60_000, channel: 'b', sample: 600, value: 1, score: 9 })
  await recorder.close()
  capture = recorder.capture
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

async function answerOf(name: (typeof exampleNames)[number]): Promise<Awaited<ReturnType<typeof answerTo>>> {
  const schema = await store.schema(capture, new AbortController().signal)
  const example = examplesFor(schema).find(other => other.name === name)
  return answerTo(store, capture, example?.sql ?? '')
}

describe('the examples of the panel', () => {
  test('the newest rows come newest first', async () => {
    const { rows } = await answerOf('newest')
    expect(rows.map(([sample]) => sample)).toEqual(Array.from({ length: 100 }, (_, at) => 1199 - at))
  })

  test('the last minute has a row a second with mean and extremes', async () => {
    const { columns, rows } = await answerOf('lastMinute')
    expect(columns).toEqual(['second', 'mean', 'lowest', 'highest'])
    expect(rows).toHaveLength(60)
    expect(rows.at(-1)).toEqual(['2026-11-20T14:17:29Z', 94.5, 90, 99])
  })

  test('the minute with the widest spread comes first', async () => {
    const { rows } = await answerOf('worstMinute')
    expect(rows[0].slice(1, 3)).toEqual([99, 99])
    expect(rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBe(1200)
  })

  test('the histogram counts every value once', async () => {
    const { rows } = await answerOf('histogram')
    expect(rows.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(1200)
    expect(rows[0][0]).toBe(0)
  })

  test('the time in red is that between the changes of the lamp', async () => {
    expect((await answerOf('inRed')).rows).toEqual([['odd "name"', 15, 1]])
  })

  test('gaps are told with their length', async () => {
    expect((await answerOf('gaps')).rows).toEqual([['2026-11-20T14:16:20Z', 2]])
  })

  test('rows around the newest anomaly are those of two seconds before and after', async () => {
    const { rows } = await answerOf('anomaly')
    expect(rows.map(([sample]) => sample)).toEqual(Array.from({ length: 41 }, (_, at) => 580 + at))
  })

  test('the summary has a row a column', async () => {
    expect((await answerOf('summary')).rows.map(([column]) => column)).toEqual(['sample', 'time', 'odd "name"', 'b'])
  })

  test('every example is there for a capture with channels', async () => {
    const schema = await store.schema(capture, new AbortController().signal)
    expect(
      examplesFor(schema)
        .map(({ name }) => name)
        .sort()
    ).toEqual([...exampleNames].sort())
  })
})

test('what the guide shows of SQL runs on a capture', async () => {
  const guide = readFileSync(new URL('../../../../docs/guide/captures.md', import.meta.url), 'utf8')
  const fences = [...guide.matchAll(/```sql\n([\s\S]*?)```/g)].flatMap(([, text]) => text.split(/;\n/))
  const statements = fences.filter(text => text.trim() !== '')
  expect(statements.length).toBeGreaterThan(4)
  for (const sql of statements) expect((await answerTo(store, capture, sql)).pages.at(-1)!.done, sql).toBe(true)
})
