import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { noNotes } from '@shared/model/capture-notes'
import type { FolderCaptureStore } from '@main/captures'
import { capturePaths, capturesFolder } from '@main/captures/paths'
import { batchOf, channelsOf, openStore, recordOptions, temporaryFolder } from './temporary-store'

let folder: ReturnType<typeof temporaryFolder>
let store: FolderCaptureStore
const { signal } = new AbortController()
beforeEach(async () => {
  folder = temporaryFolder()
  store = await openStore(folder.path)
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

const notesFile = (capture: string): string => capturePaths(capturesFolder(folder.path), capture).notes
const start = recordOptions.start

async function recorded(rows = 2): Promise<string> {
  const recorder = store.record(recordOptions)
  const all = Array.from({ length: rows }, (_, row) => [start + row, row, -row])
  recorder.accept(batchOf(channelsOf(['a', 'b']), 0, all))
  recorder.accept({ kind: 'mark', time: start + 1, label: 'says "to":"red"' })
  recorder.accept({ kind: 'gap', time: start + 9, from: start + 1 })
  for (const to of ['red', 'green'] as const)
    recorder.accept({
      kind: 'state',
      ...{ time: start + 2, channel: 'a', sample: 2, value: 2, from: 'yellow', to, cause: 'above' }
    })
  await recorder.close()
  return recorder.capture
}
const notesOf = async (capture: string): Promise<unknown> =>
  (await store.list()).find(({ id }) => id === capture)?.notes
async function reopen(): Promise<void> {
  await store.close()
  store = await openStore(folder.path)
}

describe('what is said of a capture', () => {
  test('is listed with it, also after a restart, and nothing else is listed for it', async () => {
    const capture = await recorded()
    expect(await notesOf(capture)).toEqual(noNotes)
    const change = { name: 'Bearing 3', tags: ['bearing', 'bearing', 'hot'], pinned: true }
    await store.catalogue.annotate(capture, change)
    await store.catalogue.annotate(capture, { note: 'squeaks' })
    const said = { name: 'Bearing 3', tags: ['bearing', 'hot'], note: 'squeaks', pinned: true, bookmarks: [] }
    expect(await notesOf(capture)).toEqual(said)
    await reopen()
    expect(await notesOf(capture)).toEqual(said)
    expect((await store.list()).map(({ id }) => id)).toEqual([capture])
    expect(await store.problems()).toEqual([])
  })

  test('can be said while it is being recorded', async () => {
    const recorder = store.record(recordOptions)
    await store.catalogue.annotate(recorder.capture, { name: 'now' })
    expect(await notesOf(recorder.capture)).toMatchObject({ name: 'now' })
    expect((await store.catalogue.recording())[0].notes.name).toBe('now')
    await recorder.close()
    expect(await notesOf(recorder.capture)).toMatchObject({ name: 'now' })
  })

  test('of changes at once none is lost; bookmarks are in the order of their times', async () => {
    const capture = await recorded()
    const bookmarks = [5, 3].map(time => ({ time, label: `at ${time}` }))
    await Promise.all([
      store.catalogue.annotate(capture, { name: 'one' }),
      store.catalogue.annotate(capture, { tags: ['two'] }),
      store.catalogue.annotate(capture, { bookmarks })
    ])
    expect(JSON.parse(readFileSync(notesFile(capture), 'utf8'))).toMatchObject({
      name: 'one',
      tags: ['two'],
      bookmarks: bookmarks.toReversed()
    })
  })

  test('a broken file is set aside and told of; the capture is still there and can be named again', async () => {
    const capture = await recorded()
    writeFileSync(notesFile(capture), '{"name": 7')
    await reopen()
    expect(await notesOf(capture)).toEqual(noNotes)
    const [problem] = await store.problems()
    expect(problem.message).toContain(`${capture}.notes.json`)
    expect(readFileSync(`${notesFile(capture)}.unreadable`, 'utf8')).toBe('{"name": 7')
    await store.catalogue.annotate(capture, { name: 'again' })
    expect(await notesOf(capture)).toMatchObject({ name: 'again' })
    expect(await store.problems()).toEqual([])
  })

  test('goes with the capture; of what is not there nothing can be said', async () => {
    const capture = await recorded()
    await store.catalogue.annotate(capture, { name: 'gone soon' })
    await store.catalogue.summary(capture, signal)
    await store.remove(capture)
    expect(readdirSync(capturesFolder(folder.path))).toEqual([])
    await expect(store.catalogue.annotate(capture, { name: 'x' })).rejects.toMatchObject({ code: 'not-found' })
    await expect(store.catalogue.annotate('../x', { name: 'x' })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('every change of the folder is told to who watches', async () => {
    const { catalogue } = store
    const before = catalogue.version
    const told = catalogue.whenChanged(signal)
    const capture = await recorded()
    await told
    const complete = catalogue.version
    expect(complete).toBeGreaterThan(before)
    await catalogue.annotate(capture, { pinned: true })
    expect(catalogue.version).toBeGreaterThan(complete)
  })
})

describe('a capture at a glance', () => {
  test('counts its events and has the extremes of its channels over time', async () => {
    const capture = await recorded(1000)
    const { events, channels } = await store.catalogue.summary(capture, signal)
    expect(events).toEqual({ gap: 1, mark: 1, state: 2, red: 1 })
    expect(channels.map(({ name }) => name)).toEqual(['a', 'b'])
    const numbers = (column: readonly (number | null)[]): number[] => column.filter(value => value !== null)
    expect(Math.min(...numbers(channels[0].min))).toBe(0)
    expect(Math.max(...numbers(channels[0].max))).toBe(999)
    expect(Math.min(...numbers(channels[1].min))).toBe(-999)
    expect(channels[0].min.length).toBeLessThanOrEqual(121)
    // Ascending: each column has the rows of its own time.
    expect(numbers(channels[0].max)).toEqual(numbers(channels[0].max).toSorted((one, other) => one - other))
  })

  test('is worked out once; a damaged copy is worked out anew', async () => {
    const capture = await recorded(50)
    const first = await store.catalogue.summary(capture, signal)
    const { summary } = capturePaths(capturesFolder(folder.path), capture)
    expect(existsSync(summary)).toBe(true)
    writeFileSync(summary, JSON.stringify({ ...first, events: { mark: 77 } }))
    expect((await store.catalogue.summary(capture, signal)).events).toEqual({ mark: 77 })
    writeFileSync(summary, '{')
    expect(await store.catalogue.summary(capture, signal)).toEqual(first)
  })

  test('an empty capture, and one that is being recorded, have one too', async () => {
    const recorder = store.record(recordOptions)
    await store.reader.flush(recorder.capture)
    expect(await store.catalogue.summary(recorder.capture, signal)).toEqual({ events: { red: 0 }, channels: [] })
    await recorder.close()
    await expect(store.catalogue.summary('no-such', signal)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('names the moments asked for, and says when there are more', async () => {
    const capture = await recorded()
    const marks = await store.catalogue.moments({ capture, kinds: ['mark', 'gap'], limit: 500 }, signal)
    expect(marks.events.map(({ kind }) => kind)).toEqual(['mark', 'gap'])
    expect(marks.more).toBe(false)
    const reds = await store.catalogue.moments({ capture, kinds: ['red'], limit: 500 }, signal)
    expect(reds.events).toMatchObject([{ kind: 'state', to: 'red' }])
    const one = await store.catalogue.moments({ capture, kinds: ['mark', 'gap'], limit: 1 }, signal)
    expect([one.events.length, one.more]).toEqual([1, true])
  })
})
