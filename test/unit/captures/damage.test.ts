import { closeSync, existsSync, openSync, statSync, truncateSync, writeSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '@shared/base/clock'
import { capturePaths, capturesFolder } from '@main/captures/paths'
import { startRecording } from '../../support/start-recording'
import { until } from '../../support/until'
import {
  batchOf,
  channelsOf,
  openStore,
  query,
  recorderWorker,
  recordOptions,
  temporaryFolder
} from './temporary-store'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

/** A recording that was killed while its log was long; answers its name. */
async function killed(): Promise<string> {
  const recording = await startRecording(folder.path, await recorderWorker())
  const [{ capture }] = recording.steps
  const { log } = capturePaths(capturesFolder(folder.path), capture)
  await until('some is in the log', () => existsSync(log) && statSync(log).size > 400_000)
  await recording.kill()
  return capture
}

function overwrite(path: string, at: number): void {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(100, 0x5a), 0, 100, at)
  closeSync(file)
}

describe('a capture whose end was damaged', () => {
  test.each(['cut off', 'overwritten'])('is there up to the damage, and says so (%s)', async how => {
    const capture = await killed()
    const { log } = capturePaths(capturesFolder(folder.path), capture)
    const { size } = statSync(log)
    if (how === 'cut off') truncateSync(log, size - 777)
    else overwrite(log, Math.floor(size / 2))
    const store = await openStore(folder.path)
    const [info] = await store.list()
    expect(await store.problems()).toEqual([])
    await store.close()
    expect(info).toMatchObject({ id: capture, status: 'recovered' })
    expect(info.samples).toBeGreaterThan(0)
    const [[rows, last, wrong]] = await query(
      folder.path,
      capture,
      'SELECT count(*), max(sample) + 1, count(*) FILTER (WHERE "counter 0" <> sample) FROM samples'
    )
    expect([rows, wrong]).toEqual([last, 0n])
    const told = await query(folder.path, capture, "SELECT data FROM events WHERE kind = 'fault'")
    expect(told.length).toBe(how === 'cut off' ? 0 : 1)
    expect(existsSync(`${log}.damaged`)).toBe(how !== 'cut off')
  })

  test('one whose file is damaged is named with its reason, and the others are listed', async () => {
    const capture = await killed()
    const first = await openStore(folder.path)
    const good = first.record(recordOptions)
    good.accept(batchOf(channelsOf(['a']), 0, [[1, 2]]))
    await first.close()
    const { database, manifest } = capturePaths(capturesFolder(folder.path), capture)
    overwrite(database, 9000)
    truncateSync(manifest, 10)
    const store = await openStore(folder.path)
    expect((await store.list()).map(({ id }) => id)).toEqual([good.capture])
    const [problem] = await store.problems()
    expect(problem.message).toContain(capture)
    expect(problem.remedy).toMatch(/damaged|Move it/)
    await store.close()
  })
})

describe('a clock that is set back', () => {
  test('never makes what is not on disk count as safe, and loses nothing', async () => {
    let shift = 0
    const clock: typeof systemClock = { ...systemClock, now: () => systemClock.now() + shift }
    const store = await openStore(folder.path, { clock })
    const recorder = store.record({ ...recordOptions, start: clock.now() })
    const channels = channelsOf(['a'])
    recorder.accept(batchOf(channels, 0, [[clock.now(), 1]]))
    await store.reader.flush(recorder.capture)
    shift = -3_600_000
    recorder.accept(batchOf(channels, 1, [[clock.now(), 2]]))
    await until('it is safe by the new time', () => recorder.status().safeUntil <= clock.now())
    await recorder.close()
    await store.close()
    expect(await query(folder.path, recorder.capture, 'SELECT a FROM samples ORDER BY sample')).toEqual([[1], [2]])
  })
})
