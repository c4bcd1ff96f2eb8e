import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { DuckDBBlobValue } from '@duckdb/node-api'
import type { FolderCaptureStore } from '@main/captures'
import { until } from '../../support/until'
import {
  batchOf,
  channelsOf,
  chunkOf,
  exported,
  openStore,
  query,
  recordOptions,
  temporaryFolder
} from './temporary-store'

const folder = temporaryFolder()
let store: FolderCaptureStore
beforeAll(async () => {
  store = await openStore(folder.path)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

describe('recording', () => {
  test('random batches with channels that appear later come back bit for bit, NaN as nothing', async () => {
    const value = fc.double()
    const plan = fc.array(
      fc.record({
        added: fc.integer({ min: 0, max: 2 }),
        rows: fc.array(fc.array(value, { minLength: 8, maxLength: 8 }), { maxLength: 40 })
      }),
      { minLength: 1, maxLength: 5 }
    )
    let round = 0
    await fc.assert(
      fc.asyncProperty(plan, async steps => {
        const recorder = store.record(recordOptions)
        let channels = channelsOf(['a'])
        let sample = 0
        const expected: (readonly number[])[] = []
        for (const { added, rows } of steps) {
          const width = Math.min(7, channels.length + added)
          if (width > channels.length) channels = channelsOf(['a', 'b', 'c', 'd', 'e', 'f', 'g'].slice(0, width))
          const timed = rows.map((row, index) => [1000 + sample + index, ...row.slice(0, width)])
          const batch = batchOf(channels, sample, timed)
          recorder.accept(batch)
          // Batches are lent: what the sender writes afterwards must not be seen.
          for (const column of [batch.time, ...batch.value]) column.fill(-1)
          expected.push(...timed)
          sample += rows.length
        }
        await recorder.close()
        const request = { capture: recorder.capture, format: 'csv' } as const
        const { text } = await exported(store, request, `${folder.path}/${round++}.csv`)
        const lines = text.split('\n')
        expect(lines.pop()).toBe('')
        expect(lines.shift()).toBe(['time', ...channels.map(({ name }) => name)].join(','))
        const read = lines.map(line => line.split(',').map(field => (field === '' ? NaN : Number(field))))
        const wanted = expected.map(row => [...row, ...Array<number>(channels.length + 1 - row.length).fill(NaN)])
        expect(read.length).toBe(wanted.length)
        expect(read.every((row, index) => row.every((number, at) => Object.is(number, wanted[index][at])))).toBe(true)
      }),
      { numRuns: 25 }
    )
  })

  test('more rows than fit a chunk keep their numbers, in one piece', async () => {
    const recorder = store.record(recordOptions)
    const channels = channelsOf(['x'])
    for (let first = 0; first < 10_000; first += 777)
      recorder.accept(
        batchOf(
          channels,
          first,
          Array.from({ length: 777 }, (_, row) => [first + row, (first + row) / 8])
        )
      )
    await recorder.close()
    const rows = await query(
      folder.path,
      recorder.capture,
      'SELECT count(*), min(sample), max(sample), bool_and(time = sample AND x = sample / 8) FROM samples'
    )
    expect(rows).toEqual([[10_101n, 0n, 10_100n, true]])
  })

  test('sample numbers beyond 32 bits and holes in them are kept', async () => {
    const recorder = store.record(recordOptions)
    const channels = channelsOf(['x'])
    recorder.accept(batchOf(channels, 2 ** 40 + 3, [[1, 10]]))
    recorder.accept(batchOf(channels, 2 ** 40 + 9, [[2, 20]]))
    await recorder.close()
    const rows = await query(folder.path, recorder.capture, 'SELECT sample, x FROM samples ORDER BY sample')
    expect(rows).toEqual([
      [BigInt(2 ** 40 + 3), 10],
      [BigInt(2 ** 40 + 9), 20]
    ])
  })

  test('raw bytes come back as they were sent, with the end and the time of every read', async () => {
    const recorder = store.record(recordOptions)
    const parts = Array.from({ length: 3000 }, (_, index) => ({
      text: `${index},`.repeat(1 + (index % 40)),
      time: 5000 + index
    }))
    for (let from = 0; from < parts.length; from += 7) recorder.accept(chunkOf(parts.slice(from, from + 7)))
    await recorder.close()
    const raw = await query(folder.path, recorder.capture, 'SELECT start, length, time, bytes FROM raw ORDER BY start')
    const sent = parts.map(({ text }) => text).join('')
    expect(Buffer.concat(raw.map(row => (row[3] as DuckDBBlobValue).bytes)).toString() === sent).toBe(true)
    let end = 0
    const ends = parts.map(({ text, time }) => [BigInt((end += text.length)), time])
    expect(
      await query(folder.path, recorder.capture, 'SELECT end_offset, time FROM reads ORDER BY end_offset')
    ).toEqual(ends)
    // Each row's time is that of the read that brought its last byte, or of the last read sent with it.
    for (const [start, length, time] of raw) {
      const last = ends.find(([readEnd]) => (readEnd as bigint) >= (start as bigint) + BigInt(length as number))
      expect(Number(time)).toBeLessThanOrEqual(Number(last?.[1]))
      expect(Number(last?.[1]) - Number(time)).toBeLessThanOrEqual(1)
    }
    const listed = (await store.list()).find(({ id }) => id === recorder.capture)
    expect(listed).toMatchObject({ status: 'complete', bytes: sent.length, samples: 0, end: recordOptions.start })
  })

  test('events are kept whole, settings among them', async () => {
    const recorder = store.record(recordOptions)
    const mark = { kind: 'mark', time: 12.5, label: 'it\'s "here"' } as const
    const anomaly = { kind: 'anomaly', time: 13, channel: 'a', sample: 7, value: 1, score: 9 } as const
    recorder.accept(mark)
    recorder.accept(anomaly)
    await recorder.close()
    const rows = await query(folder.path, recorder.capture, 'SELECT time, kind, channel, data FROM events')
    expect(rows.map(([time, kind, channel, data]) => [time, kind, channel, JSON.parse(String(data))])).toEqual([
      [12.5, 'mark', null, mark],
      [13, 'anomaly', 'a', anomaly]
    ])
  })

  test('renamed channels rename their columns, also when two swap names', async () => {
    const recorder = store.record(recordOptions)
    recorder.accept(batchOf(channelsOf(['a', 'b']), 0, [[1, 10, 20]]))
    recorder.accept(batchOf(channelsOf(['b', 'a', 'Sample']), 1, [[2, 11, 21, 31]]))
    await recorder.close()
    expect(await query(folder.path, recorder.capture, 'SELECT b, a, "Sample_2" FROM samples ORDER BY sample')).toEqual([
      [10, 20, null],
      [11, 21, 31]
    ])
    expect(await query(folder.path, recorder.capture, 'SELECT * FROM channels ORDER BY index')).toEqual([
      [0, 'b', '°C', 'b'],
      [1, 'a', '', 'a'],
      [2, 'Sample', '', 'Sample_2']
    ])
  })

  test('what was accepted is soon on disk, and the status says how far', async () => {
    const recorder = store.record(recordOptions)
    recorder.accept(batchOf(channelsOf(['a']), 0, [[1, 10]]))
    const accepted = performance.timeOrigin + performance.now()
    await until('it is safe', () => recorder.status().safeUntil > accepted)
    expect(recorder.status()).toMatchObject({ capture: recorder.capture, samples: 1, problem: null })
    await until('its size is known', () => recorder.status().bytesOnDisk > 0)
    expect(recorder.queue).toMatchObject({ whenFull: 'dropNewest', dropped: 0, fill: 0 })
    expect((await store.list()).find(({ id }) => id === recorder.capture)).toMatchObject({
      status: 'recording',
      samples: 1
    })
    await recorder.close()
    expect((await store.list()).find(({ id }) => id === recorder.capture)?.status).toBe('complete')
  })

  test('closing twice is one closing, and what comes afterwards is counted as dropped', async () => {
    const recorder = store.record(recordOptions)
    await Promise.all([recorder.close(), recorder.close()])
    recorder.accept(
      batchOf(channelsOf(['a']), 0, [
        [1, 10],
        [2, 20]
      ])
    )
    recorder.accept(chunkOf([{ text: 'abc', time: 1 }]))
    expect(recorder.queue.dropped).toBe(5)
  })

  test('a batch that is wrong in itself is counted and told, and the rest goes on being recorded', async () => {
    const recorder = store.record(recordOptions)
    const channels = channelsOf(['a'])
    recorder.accept(batchOf(channels, 0, [[1, 10]]))
    recorder.accept({ ...batchOf(channels, 1, [[2, 20]]), value: [] })
    recorder.accept(batchOf(channels, 2, [[3, 30]]))
    expect(recorder.queue.dropped).toBe(1)
    expect(recorder.status()).toMatchObject({ samples: 2, problem: { code: 'fault' } })
    await recorder.close()
    expect(await query(folder.path, recorder.capture, 'SELECT sample, a FROM samples')).toEqual([
      [0n, 10],
      [2n, 30]
    ])
  })

  test('a full queue drops the newest, counts it, and the capture says so', async () => {
    const small = temporaryFolder()
    const tight = await openStore(small.path, { capacity: 200_000 })
    const recorder = tight.record(recordOptions)
    const channels = channelsOf(['a'])
    // One chunk of two columns takes 32 KiB: three fit into the half that is not kept for raw bytes, until the thread gives some back.
    const rows = Array.from({ length: 2048 }, (_, row) => [row, row])
    for (let turn = 0; turn < 10; turn++) recorder.accept(batchOf(channels, turn * 2048, rows))
    expect(recorder.queue.dropped).toBe(7 * 2048)
    expect(recorder.status().problem).toMatchObject({ code: 'overflow' })
    await until('there is room', () => recorder.queue.fill === 0)
    recorder.accept(batchOf(channels, 10 * 2048, rows))
    await recorder.close()
    expect(await query(small.path, recorder.capture, 'SELECT count(*), max(sample) FROM samples')).toEqual([
      [4n * 2048n, BigInt(11 * 2048 - 1)]
    ])
    const events = await query(small.path, recorder.capture, "SELECT data FROM events WHERE kind = 'dropped'")
    expect(events.map(([data]) => JSON.parse(String(data)))).toMatchObject([{ what: 'samples', count: 7 * 2048 }])
    await tight.close()
    small.remove()
  })
})
