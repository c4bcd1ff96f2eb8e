import { spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { Batch } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import { makeCapture, type MakeOptions } from '@main/captures/making/make-capture'
import { removeAbandoned } from '@main/captures/making/unfinished'
import { capturesFolder } from '@main/captures/paths'
import {
  batchOf,
  channelsOf,
  exported,
  makerWorker,
  openStore,
  query,
  recordOptions,
  temporaryFolder
} from './temporary-store'

let folder: ReturnType<typeof temporaryFolder>
let options: MakeOptions
const writers = [
  { where: 'written on the same thread', needsWriter: false },
  { where: 'written on a thread of its own', needsWriter: true }
]
async function prepare(needsWriter: boolean): Promise<void> {
  folder = temporaryFolder()
  await (await openStore(folder.path)).close()
  options = {
    folder: capturesFolder(folder.path),
    record: { ...recordOptions, origin: { kind: 'imported', file: 'old.csv' } },
    clock: systemClock,
    signal: new AbortController().signal,
    ...(needsWriter ? { writer: await makerWorker() } : {})
  }
}
afterEach(() => folder.remove())

const channels = channelsOf(['a', 'b'])

async function* rows(count: number, then?: () => void): AsyncGenerator<Batch | StreamEvent> {
  yield { kind: 'mark', time: 1, label: 'begins' }
  for (let first = 0; first < count; first += 1000) {
    yield batchOf(
      channels,
      first,
      Array.from({ length: Math.min(1000, count - first) }, (_, row) => [first + row, (first + row) / 8, NaN])
    )
    then?.()
  }
}

describe.each(writers)('making a capture, $where', ({ needsWriter }) => {
  beforeEach(() => prepare(needsWriter))

  test('what is given is listed as one that was recorded, with its origin, and reads back', async () => {
    const made = await makeCapture(options, rows(5500))
    expect(made).toMatchObject({ status: 'complete', samples: 5500, origin: { kind: 'imported', file: 'old.csv' } })
    const store = await openStore(folder.path)
    expect(await store.list()).toEqual([made])
    const request = { capture: made.id, format: 'csv' } as const
    const { text } = await exported(store, request, `${folder.path}/made.csv`)
    expect(text.split('\n').slice(0, 3)).toEqual(['time,a,b', '0,0,', '1,0.125,'])
    await store.close()
    expect(await query(folder.path, made.id, 'SELECT kind FROM events')).toEqual([['mark']])
  })

  test('its blocks hold the extremes of what was written together', async () => {
    const made = await makeCapture(options, rows(5500))
    const blocks = await query(
      folder.path,
      made.id,
      'SELECT first, rows, low[1], high[1], low[2] FROM blocks ORDER BY 1'
    )
    expect(blocks).toEqual([
      [0n, 2048, 0, 2047 / 8, null],
      [2048n, 2048, 256, 4095 / 8, null],
      [4096n, 1404, 512, 5499 / 8, null]
    ])
  })

  test('one that is cancelled or fails leaves nothing behind', async () => {
    const cancelling = new AbortController()
    const cancelled = makeCapture(
      { ...options, signal: cancelling.signal },
      rows(9000, () => cancelling.abort())
    )
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    const failing = makeCapture(
      options,
      rows(9000, () => {
        throw new SignalboxError('bad-input', 'line 3 is odd')
      })
    )
    await expect(failing).rejects.toMatchObject({ code: 'bad-input', message: 'line 3 is odd' })
    expect(readdirSync(options.folder)).toEqual([])
  })

  test('a disk that refuses is said, and what gives the rows is ended', async () => {
    let hasEnded = false
    async function* items(): AsyncGenerator<Batch | StreamEvent> {
      try {
        for (;;) yield* rows(1000)
      } finally {
        hasEnded = true
      }
    }
    const refused = makeCapture({ ...options, folder: `${folder.path}/not-there` }, items())
    await expect(refused).rejects.toMatchObject({ code: 'storage', message: expect.stringContaining('not-there') })
    // Nothing was pulled where the file could not even be opened; then there is nothing to end.
    expect(hasEnded).toBe(needsWriter)
  })
})

describe('what a making leaves', () => {
  beforeEach(() => prepare(false))

  test('what a making that was killed left is removed, what one that lives makes is not', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    for (const owner of [pid, process.pid]) writeFileSync(`${options.folder}/.making-${owner}-x.duckdb`, '')
    await removeAbandoned(options.folder)
    expect(readdirSync(options.folder)).toEqual([`.making-${process.pid}-x.duckdb`])
  })
})
