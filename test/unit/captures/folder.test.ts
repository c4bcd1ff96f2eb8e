import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FolderCaptureStore } from '@main/captures'
import { thisProcess } from '@main/captures/owner'
import { capturePaths, capturesFolder, type CapturePaths } from '@main/captures/paths'
import { startRecording } from '../../support/start-recording'
import { until } from '../../support/until'
import {
  batchOf,
  channelsOf,
  exported,
  openStore,
  recorderWorker,
  recordOptions,
  temporaryFolder
} from './temporary-store'

let folder: ReturnType<typeof temporaryFolder>
let store: FolderCaptureStore
const pathsOf = (capture: string): CapturePaths => capturePaths(capturesFolder(folder.path), capture)
beforeEach(async () => {
  folder = temporaryFolder()
  store = await openStore(folder.path)
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

async function recorded(start = recordOptions.start): Promise<string> {
  const recorder = store.record({ ...recordOptions, start })
  recorder.accept(
    batchOf(channelsOf(['a', 'b']), 0, [
      [start + 1, 10, 20],
      [start + 2.5, 11, 21]
    ])
  )
  await recorder.close()
  return recorder.capture
}

describe('the folder of captures', () => {
  test('lists complete captures, oldest first, with what the list needs', async () => {
    const later = await recorded(recordOptions.start + 60_000)
    const earlier = await recorded()
    const listed = await store.list()
    expect(listed.map(({ id }) => id)).toEqual([earlier, later])
    expect(listed[0]).toMatchObject({
      id: expect.stringMatching(/^20261120T141530Z-sim-imu-[0-9a-f]{4}$/),
      device: 'sim:imu?seed=1',
      label: 'IMU (simulated)',
      start: recordOptions.start,
      end: recordOptions.start + 2.5,
      status: 'complete',
      channels: [
        { name: 'a', unit: '°C' },
        { name: 'b', unit: '' }
      ],
      samples: 2,
      bytes: 0
    })
    expect(listed[0].bytesOnDisk).toBeGreaterThan(0)
    expect(existsSync(pathsOf(earlier).log)).toBe(false)
  })

  test('a damaged or missing manifest is made again from the database', async () => {
    const [damaged, missing] = [await recorded(), await recorded()]
    writeFileSync(pathsOf(damaged).manifest, '{"version":1,"info":')
    rmSync(pathsOf(missing).manifest)
    const listed = await store.list()
    expect(listed.map(({ id, status, samples }) => [id, status, samples])).toEqual(
      [damaged, missing].sort().map(id => [id, 'recovered', 2])
    )
    expect(JSON.parse(readFileSync(pathsOf(damaged).manifest, 'utf8'))).toMatchObject({ info: { samples: 2 } })
    expect(await store.problems()).toEqual([])
  })

  test('what is no capture is not listed, and said to be none', async () => {
    const good = await recorded()
    const place = capturesFolder(folder.path)
    const lonely = await recorded()
    rmSync(pathsOf(lonely).database)
    writeFileSync(join(place, 'garbage.duckdb'), 'not a database'.repeat(1000))
    writeFileSync(join(place, 'notes.txt'), 'mine')
    expect((await store.list()).map(({ id }) => id)).toEqual([good])
    const problems = await store.problems()
    expect(problems.map(({ message }) => message).sort()).toEqual([
      expect.stringContaining('garbage.duckdb'),
      expect.stringContaining(lonely)
    ])
    for (const problem of problems) expect(problem.remedy).not.toBe('')
  })

  test('removing takes every file of a capture; what is recorded or unknown stays', async () => {
    const capture = await recorded()
    await store.remove(capture)
    expect(Object.values(pathsOf(capture)).filter(path => existsSync(path))).toEqual([])
    expect(await store.list()).toEqual([])
    await expect(store.remove(capture)).rejects.toMatchObject({ code: 'not-found' })
    await expect(store.remove('../captures')).rejects.toMatchObject({ code: 'not-found' })
    const recorder = store.record(recordOptions)
    await expect(store.remove(recorder.capture)).rejects.toMatchObject({ code: 'busy' })
  })

  test('a capture that another process records is listed as such, and neither exported nor removed', async () => {
    const recording = await startRecording(folder.path, await recorderWorker(), true)
    const { capture } = recording.steps[0]
    await until('it is listed', async () => (await store.list()).length > 0)
    expect((await store.list())[0]).toMatchObject({ id: capture, status: 'recording' })
    await expect(exported(store, { capture, format: 'csv' }, join(folder.path, 'x.csv'))).rejects.toMatchObject({
      code: 'busy',
      remedy: expect.stringContaining('page')
    })
    await expect(store.remove(capture)).rejects.toMatchObject({ code: 'busy' })
    await until('it has been told safe', () => recording.steps.at(-1)!.safeUntil > recording.steps[0].time)
    await recording.kill()
    const { rows } = await exported(store, { capture, format: 'csv' }, join(folder.path, 'x.csv'))
    expect(rows).toBe(40)
    expect((await store.list())[0]).toMatchObject({ id: capture, status: 'recovered', samples: 40 })
  })

  test('a lock counts more than a manifest whose process seems to be gone', async () => {
    const recording = await startRecording(folder.path, await recorderWorker(), true)
    const { capture } = recording.steps[0]
    await until('it is listed', async () => (await store.list()).length > 0)
    const manifest = JSON.parse(readFileSync(pathsOf(capture).manifest, 'utf8')) as object
    // As after a restart of the machine, when another process has the number.
    const owner = { ...thisProcess(), started: 'before' }
    writeFileSync(pathsOf(capture).manifest, JSON.stringify({ ...manifest, owner }))
    expect((await store.list())[0]).toMatchObject({ id: capture, status: 'recording' })
    await recording.kill()
  })

  test('the data folder is made when missing, one that cannot be is named with a remedy', async () => {
    const deep = await openStore(join(folder.path, 'a/b c/ü'))
    expect(await deep.list()).toEqual([])
    await deep.close()
    writeFileSync(join(folder.path, 'file'), '')
    const inFile = join(folder.path, 'file/data')
    await expect(openStore(inFile)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringContaining(inFile),
      remedy: expect.stringContaining('another folder')
    })
  })

  test('closing the store completes every recording, and cancels a running export', async () => {
    const recorder = store.record(recordOptions)
    const channels = channelsOf(['a', 'b', 'c', 'd'])
    const rows = Array.from({ length: 2048 }, (_, row) => [row, Math.sin(row), Math.cos(row), row / 3, row / 7])
    for (let turn = 0; turn < 300; turn++) recorder.accept(batchOf(channels, turn * 2048, rows))
    const run = store.export(
      { capture: recorder.capture, format: 'csv' },
      join(folder.path, 'x.csv'),
      new AbortController().signal
    )
    await run.next()
    const rest = (async () => {
      while (!(await run.next()).done);
    })()
    await Promise.all([expect(rest).rejects.toMatchObject({ code: 'cancelled' }), store.close()])
    expect(existsSync(join(folder.path, 'x.csv'))).toBe(false)
    await expect(store.list()).rejects.toMatchObject({ code: 'cancelled' })
    const next = await openStore(folder.path)
    expect(await next.list()).toMatchObject([{ id: recorder.capture, status: 'complete', samples: 300 * 2048 }])
    await next.close()
  })

  test('a thread that cannot start is said to be so', async () => {
    const worker = join(folder.path, 'unfit.mjs')
    writeFileSync(worker, 'throw new Error("unfit for this machine")')
    await expect(openStore(folder.path, { worker: new URL(`file://${worker}`) })).rejects.toMatchObject({
      code: 'fault',
      message: expect.stringContaining('unfit for this machine')
    })
  })

  test('a thread that ends by itself is a problem of its recordings, not of the process', async () => {
    const worker = join(folder.path, 'broken.mjs')
    writeFileSync(
      worker,
      `import { parentPort } from 'node:worker_threads'
       parentPort.on('message', message => { if (message.kind === 'call') throw new Error('broken on purpose') })
       parentPort.postMessage({ kind: 'ready' })`
    )
    const broken = await openStore(folder.path, { worker: new URL(`file://${worker}`) })
    const recorder = broken.record(recordOptions)
    await expect(broken.list()).rejects.toMatchObject({ code: 'fault', message: expect.stringContaining('on purpose') })
    recorder.accept(batchOf(channelsOf(['a']), 0, [[1, 10]]))
    expect(recorder.status().problem).toMatchObject({ code: 'fault' })
    expect(recorder.queue.dropped).toBe(1)
    await broken.close()
  })
})
