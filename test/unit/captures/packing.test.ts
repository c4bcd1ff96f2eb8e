import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { foldCase, uniqueNames } from '@main/captures/column-names'
import { captureId, isCaptureId } from '@main/captures/identity'
import { BufferPool } from '@main/captures/recording/buffer-pool'
import { DiskRate } from '@main/captures/recording/disk-rate'
import { readFields } from '@main/captures/messages'
import { packRaw, type RawReady } from '@main/captures/recording/pack-raw'
import { packRows, type RowsReady } from '@main/captures/recording/pack-rows'
import { batchOf, channelsOf, chunkOf } from './temporary-store'

const megabyte = 2 ** 20

describe('packing', () => {
  test('bytes that find no room are counted, and leave a hole of their length in the offsets', () => {
    // One piece with its reads takes 88 KiB.
    const pool = new BufferPool(88 * 1024)
    const pieces: Parameters<RawReady>[0][] = []
    const raw = packRaw(pool, piece => pieces.push(piece))
    expect(raw.send(chunkOf([{ text: 'x'.repeat(60_000), time: 1 }]))).toBe(0)
    expect(raw.send(chunkOf([{ text: 'y'.repeat(10_000), time: 2 }]))).toBe(60_000 + 10_000 - 65_536)
    expect(raw.send(chunkOf([{ text: 'z', time: 3 }]))).toBe(1)
    for (const buffer of [pieces[0].bytes.buffer, pieces[0].reads.buffer]) pool.release(buffer)
    expect(raw.send(chunkOf([{ text: 'end', time: 4 }]))).toBe(0)
    raw.send('flush')
    expect(pieces.map(({ start, length }) => [start, length])).toEqual([
      [0, 65_536],
      [70_001, 3]
    ])
    expect([...pieces[1].reads.subarray(0, readFields)]).toEqual([70_004, 4, 1])
  })

  test('any chunks come out as the same bytes, reads and chunks, whatever their sizes', () => {
    const sizes = fc.array(fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 4 }), { maxLength: 8 })
    fc.assert(
      fc.property(sizes, plan => {
        const pool = new BufferPool(64 * megabyte)
        const pieces: Parameters<RawReady>[0][] = []
        const raw = packRaw(pool, piece => pieces.push(piece))
        let time = 0
        const reads: number[][] = []
        let end = 0
        for (const parts of plan) {
          const chunk = chunkOf(
            parts.map(size => ({ text: String.fromCharCode(65 + (time % 26)).repeat(size), time: ++time }))
          )
          for (const [index, readEnd] of chunk.ends.entries())
            reads.push([end + readEnd, chunk.times[index], Number(index === chunk.ends.length - 1)])
          end += chunk.bytes.length
          expect(raw.send(chunk)).toBe(0)
        }
        raw.send('flush')
        let offset = 0
        for (const { start, length } of pieces) {
          expect(start).toBe(offset)
          offset += length
        }
        expect(offset).toBe(end)
        const got = pieces.flatMap(piece =>
          Array.from({ length: piece.readCount }, (_, index) => [
            ...piece.reads.subarray(readFields * index, readFields * (index + 1))
          ])
        )
        expect(got).toEqual(reads)
      }),
      { numRuns: 50 }
    )
  })

  test('bytes that are not to be kept are counted as dropped, and leave a hole of their length in the offsets', () => {
    const pieces: Parameters<RawReady>[0][] = []
    const raw = packRaw(new BufferPool(megabyte), piece => pieces.push(piece), 1000)
    expect(raw.send(chunkOf([{ text: 'abc', time: 1 }]))).toBe(0)
    expect(raw.send({ skip: 20 })).toBe(20)
    expect(raw.send(chunkOf([{ text: 'de', time: 2 }]))).toBe(0)
    raw.send('flush')
    expect(pieces.map(({ start, length }) => [start, length])).toEqual([
      [1000, 3],
      [1023, 2]
    ])
  })

  test('rows that find no room are the newest, and memory is given back when packing stops', () => {
    const pool = new BufferPool(32 * 1024)
    const chunks: Parameters<RowsReady>[0][] = []
    const rows = packRows(pool, chunk => chunks.push(chunk))
    const channels = channelsOf(['a'])
    expect(
      rows.send(
        batchOf(
          channels,
          0,
          Array.from({ length: 3000 }, (_, row) => [row, row])
        )
      )
    ).toBe(3000 - 2048)
    expect(chunks.map(({ first, count }) => [first, count])).toEqual([[0, 2048]])
    pool.release(chunks[0].columns.buffer)
    expect(rows.send(batchOf(channels, 3000, [[1, 1]]))).toBe(0)
    expect(pool.fill).toBe(32 * 1024)
    rows.stop()
    expect(pool.fill).toBe(0)
  })
})

describe('names', () => {
  test('unique names are unique when folded, and the first of its kind keeps its name', () => {
    const names = fc.array(fc.string({ unit: fc.constantFrom('a', 'A', '_', '2', 'é', '\0', '\ud800') }), {
      maxLength: 12
    })
    fc.assert(
      fc.property(names, list => {
        const unique = uniqueNames(list, ['time', 'A'], foldCase)
        expect(new Set([...unique, 'time', 'A'].map(foldCase)).size).toBe(list.length + 2)
        for (const [index, name] of list.entries())
          if (![...unique.slice(0, index), 'time', 'A'].map(foldCase).includes(foldCase(name)))
            expect(unique[index]).toBe(name)
      })
    )
  })

  test('any device makes an id that is a safe file name and sorts by time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 4e12 }), (address, start) => {
        expect(isCaptureId(captureId(start, address))).toBe(true)
        expect(captureId(start, address) < captureId(start + 1000, address)).toBe(true)
      })
    )
    expect(captureId(Date.UTC(2026, 0, 2, 3, 4, 5), 'serial:/dev/ttyUSB0@115200')).toMatch(
      /^20260102T030405Z-serial-ttyusb0-[0-9a-f]{4}$/
    )
    expect(['', '..', 'a/b', '.hidden', 'a\0'].filter(isCaptureId)).toEqual([])
  })
})

test('the growth on disk is that of the last seconds', () => {
  const rate = new DiskRate()
  expect(rate.perSecond).toBe(0)
  for (let second = 0; second <= 20; second++) rate.add(second * 1000, second < 10 ? 0 : (second - 10) * 500)
  expect(rate.perSecond).toBe(500)
  rate.add(21_000, 0)
  expect(rate.perSecond).toBe(0)
})
