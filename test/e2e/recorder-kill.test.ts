import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import type { DuckDBBlobValue } from '@duckdb/node-api'
import { startRecording } from '../support/start-recording'
import { until } from '../support/until'
import { exported, openStore, query, recorderWorker, temporaryFolder } from '../unit/captures/temporary-store'

const folder = temporaryFolder()
afterAll(() => folder.remove())

/** `SIGNALBOX_KILLS=100 npm test` is the long way of trying this. */
const trials = Array.from({ length: Number(process.env.SIGNALBOX_KILLS ?? 3) }, (_, index) => index + 1)

describe('kill -9 while recording', () => {
  test.each(trials)('loses nothing older than a second, and the capture is whole (trial %i)', async () => {
    const recording = await startRecording(folder.path, await recorderWorker())
    const { capture } = recording.steps[0]
    // Any moment from the file's making to well after the channel that comes later.
    const moment = Math.floor(Math.random() * 900)
    await until(`step ${moment}`, () => recording.steps.length > moment)
    const killed = await recording.kill()

    const store = await openStore(folder.path)
    const info = (await store.list()).find(({ id }) => id === capture)
    const before = recording.steps.filter(({ time }) => time < killed - 1000)
    const last = recording.steps.at(-1)!
    const claimed = recording.steps.filter(({ time }) => time < last.safeUntil)
    if (!info) {
      // Killed before there was a file: nothing may have been promised then.
      expect([before.length, claimed.length]).toEqual([0, 0])
      await store.close()
      return
    }
    expect(info.status).toBe('recovered')
    for (const promised of [before.at(-1), claimed.at(-1)]) {
      expect(info.samples).toBeGreaterThanOrEqual(promised?.samples ?? 0)
      expect(info.bytes).toBeGreaterThanOrEqual(promised?.bytes ?? 0)
    }
    // Listed again it is the same, now without opening the database.
    expect((await store.list()).find(({ id }) => id === capture)).toEqual(info)

    const target = `${folder.path}/${capture}.csv`
    if (info.samples > 0) {
      const { rows } = await exported(store, { capture, format: 'csv' }, target)
      expect(rows).toBe(info.samples)
      const lines = readFileSync(target, 'utf8').trimEnd().split('\n').slice(1)
      const wrong = lines.filter(
        (line, row) => line.split(',')[1] !== String(row) || line.split(',')[2] !== String(row + 0.25)
      )
      expect(wrong).toEqual([])
    }
    await store.close()
    const numbers = await query(folder.path, capture, 'SELECT count(*), coalesce(max(sample) + 1, 0) FROM samples')
    expect(numbers[0][0]).toBe(numbers[0][1])
    const raw = await query(folder.path, capture, 'SELECT bytes FROM raw ORDER BY start')
    const text = Buffer.concat(raw.map(([bytes]) => (bytes as DuckDBBlobValue).bytes)).toString()
    expect(text.length).toBe(info.bytes)
    expect(
      text
        .split('\n')
        .slice(0, -1)
        .every((line, row) => line === String(row))
    ).toBe(true)
  })
})
