import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { batchOf, channelsOf, openStore, recordOptions, temporaryFolder } from './temporary-store'

let folder: ReturnType<typeof temporaryFolder>
let store: Awaited<ReturnType<typeof openStore>>
beforeEach(async () => {
  folder = temporaryFolder()
  store = await openStore(folder.path)
})
afterEach(async () => {
  await store.close()
  folder.remove()
})

const signal = new AbortController().signal
const everything = { from: -Infinity, to: Infinity }

/** Six samples, of which the fourth comes after a gap and the fifth was never recorded. */
async function recorded(): Promise<string> {
  const recorder = store.record(recordOptions)
  const channels = channelsOf(['a', 'B "b"'])
  recorder.accept(
    batchOf(channels, 0, [
      [10, 1, NaN],
      [20, -2, Infinity],
      [30, 3, 0]
    ])
  )
  recorder.accept({ kind: 'disconnected', time: 35, device: 'd', reason: 'unplugged', bytes: 3 })
  recorder.accept({ kind: 'gap', from: 30, time: 90 })
  recorder.accept(batchOf(channels, 3, [[100, 4, 1]]))
  recorder.accept(batchOf(channels, 5, [[110, 5, 2]]))
  await store.reader.flush(recorder.capture)
  return recorder.capture
}

describe('reading samples of a capture', () => {
  it('tells what is in a stretch while it is being recorded', async () => {
    const capture = await recorded()
    expect(await store.reader.survey(capture, everything, signal)).toEqual({
      rows: 5,
      firstSample: 0,
      lastSample: 5,
      firstTime: 10,
      lastTime: 110,
      timeBefore: -Infinity,
      breaks: [30, 35],
      blockSpan: 90
    })
    expect(await store.reader.survey(capture, { from: 25, to: 100 }, signal)).toMatchObject({
      rows: 2,
      firstSample: 2,
      lastSample: 3,
      timeBefore: 20,
      breaks: [30, 35]
    })
    expect(await store.reader.survey(capture, { from: 40, to: 50 }, signal)).toMatchObject({ rows: 0, breaks: [] })
  })

  it('answers rows by their numbers and channels by their names, to the last bit', async () => {
    const capture = await recorded()
    const wanted = { first: 1, last: 4, channels: ['B "b"', 'nobody', 'a'] }
    expect(await store.reader.rows(capture, wanted, signal)).toEqual({
      sample: Float64Array.of(1, 2, 3),
      time: Float64Array.of(20, 30, 100),
      value: [Float64Array.of(Infinity, 0, 1), Float64Array.of(NaN, NaN, NaN), Float64Array.of(-2, 3, 4)]
    })
    await expect(store.reader.rows(capture, { ...wanted, last: 1e7 }, signal)).rejects.toThrow(/too many at once/)
    await expect(store.reader.rows(capture, { ...wanted, first: 0.5 }, signal)).rejects.toMatchObject({
      code: 'bad-input'
    })
  })

  it('sums up buckets', async () => {
    const capture = await recorded()
    const wanted = { bucket: 50, first: 0, last: 2, channels: ['a', 'B "b"'] }
    const { index, time, lastTime, rows, channels } = await store.reader.buckets(capture, wanted, signal)
    expect([index, time, lastTime, rows].map(column => [...column])).toEqual([
      [0, 2],
      [10, 100],
      [30, 110],
      [3, 2]
    ])
    expect(channels[0]).toMatchObject({ min: Float64Array.of(-2, 4), max: Float64Array.of(3, 5) })
    expect([...channels[0]!.mean]).toEqual([2 / 3, 4.5])
    expect([...channels[1]!.max]).toEqual([Infinity, 2])
    // What has no end has no mean.
    expect([...channels[1]!.mean]).toEqual([0, 1.5])
  })

  it('answers the same once the capture is complete, which can then be removed at once', async () => {
    const capture = await recorded()
    const before = await store.reader.survey(capture, everything, signal)
    await store.close()
    store = await openStore(folder.path)
    expect(await store.reader.survey(capture, everything, signal)).toEqual(before)
    await store.remove(capture)
    await expect(store.reader.survey(capture, everything, signal)).rejects.toMatchObject({ code: 'not-found' })
    await expect(store.reader.survey('../outside', everything, signal)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('is given up at once when nobody waits any more', async () => {
    const capture = await recorded()
    const controller = new AbortController()
    const answer = store.reader.rows(capture, { first: 0, last: 4, channels: ['a'] }, controller.signal)
    controller.abort()
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
  })
})
