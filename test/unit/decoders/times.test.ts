import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeviceClock } from '@main/decoders/device-clock'
import { bytesOf, chunkOf, feedItems } from './feed'

const three = '1,2\n3,4\n5,6\n'

describe('the time of a row', () => {
  it('is the time of the read for the first read', () => {
    expect(feedItems([chunkOf(three, 1000)]).times).toEqual([1000, 1000, 1000])
  })

  it('goes back from the read by the bytes after the line, where the wire has a rate', () => {
    // 1 ms a byte: the read ended with the third line, the lines before ended 4 and 8 bytes earlier.
    expect(feedItems([chunkOf(three, 1000)], 'auto', 1).times).toEqual([992, 996, 1000])
    expect(feedItems([chunkOf(three + '7,', 1000)], 'auto', 1).times).toEqual([990, 994, 998])
  })

  it('is spread over the time since the read before, where the wire has none', () => {
    const fed = feedItems([
      chunkOf(three, 1000),
      chunkOf('1,2\n3,4\n', 1020),
      chunkOf('5', 1030),
      chunkOf(',6\n7', 1040)
    ])
    expect(fed.times).toEqual([1000, 1000, 1000, 1010, 1020, 1037.5])
  })

  it('is that of its own read where a chunk holds several', () => {
    const bytes = bytesOf(three + '7,8\n9,1\n')
    const fed = feedItems([{ kind: 'chunk', bytes, ends: [6, 12, 20], times: [1000, 1010, 1030] }])
    expect(fed.times).toEqual([1000, 1000 + 10 / 3, 1010, 1020, 1030])
  })

  it('is not spread over a time when the device was away', () => {
    const fed = feedItems([
      chunkOf(three, 1000),
      { kind: 'disconnected', time: 1500, device: 'x', reason: 'unplugged', bytes: 12 },
      { kind: 'connected', time: 9000, device: 'x' },
      chunkOf(three, 9010)
    ])
    expect(fed.times.slice(3)).toEqual([9010, 9010, 9010])
  })

  it('is not spread over a silence, but over a time when the reader stood still', () => {
    // A line of four bytes every 10 ms.
    const steady = Array.from({ length: 50 }, (_, index) => chunkOf('1,2\n', 1000 + 10 * index))
    const last = 1490
    const afterSilence = feedItems([...steady, chunkOf('1,2\n'.repeat(3), last + 5000)]).times.slice(50)
    expect(afterSilence[0]).toBeGreaterThan(last + 5000 - 61)
    const afterStall = feedItems([...steady, chunkOf('1,2\n'.repeat(60), last + 600)]).times.slice(50)
    expect(afterStall.map(time => Math.round(time))).toEqual(
      Array.from({ length: 60 }, (_, index) => last + 10 + 10 * index)
    )
  })

  it('is kept for the lines that waited until the format was known', () => {
    const fed = feedItems([chunkOf('1,2\n', 1000), chunkOf('3,4\n', 1010), chunkOf('5,6\n', 1020)])
    expect(fed.times).toEqual([1000, 1010, 1020])
  })

  it('never goes back and is never later than the read', () => {
    const reads = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.nat(50)), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(reads, fc.constantFrom(0, 0.1, 3), (lengths, byteTime) => {
        const bytes = bytesOf('1,2\n34,56\n'.repeat(40))
        const items = []
        const lateBy: number[] = []
        let at = 0
        let time = 1000
        for (const [length, pause] of lengths) {
          time += pause
          items.push(chunkOf(bytes.slice(at, at + length), time))
          for (let place = at; place < Math.min(bytes.length, at + length); place++)
            if (bytes[place] === 10) lateBy.push(time)
          at += length
        }
        const fed = feedItems(items, 'separated', byteTime)
        for (const [row, rowTime] of fed.times.entries()) {
          expect(rowTime).toBeLessThanOrEqual(lateBy[row])
          if (row > 0) expect(rowTime).toBeGreaterThanOrEqual(fed.times[row - 1])
        }
      })
    )
  })
})

describe('a device clock', () => {
  it('removes the jitter of the reads once a read was in time', () => {
    const clock = new DeviceClock()
    expect(clock.fit(0, 1000)).toBe(1000)
    expect(clock.fit(10, 1019)).toBe(1010)
    expect(clock.fit(20, 1019)).toBe(1019)
    expect(clock.fit(30, 1044)).toBe(1029)
  })

  it('is never later than the host and follows a drift of 200 ppm to within 30 ms', () => {
    const clock = new DeviceClock()
    for (let host = 0; host < 3_600_000; host += 500) {
      const fitted = clock.fit(host * (1 - 200e-6), host)
      expect(fitted).toBeLessThanOrEqual(host)
      expect(fitted).toBeGreaterThan(host - 30)
    }
  })

  it('is fitted anew when the device starts again, and survives a wild time', () => {
    const clock = new DeviceClock()
    clock.fit(100_000, 1_000_000)
    expect(clock.fit(5, 1_000_100)).toBe(1_000_100)
    expect(clock.fit(1e15, 1_000_200)).toBe(1_000_200)
    expect(clock.fit(205, 1_000_300)).toBe(1_000_300)
    expect(clock.fit(1_751_328_000_000, 1_000_400)).toBe(1_000_400)
  })

  it('understands times since the epoch', () => {
    const clock = new DeviceClock()
    expect(clock.fit(1_751_328_000_000, 1_751_328_000_005)).toBe(1_751_328_000_005)
    expect(clock.fit(1_751_328_000_100, 1_751_328_000_103)).toBe(1_751_328_000_103)
    expect(clock.fit(1_751_328_000_200, 1_751_328_000_290)).toBe(1_751_328_000_203)
  })
})
