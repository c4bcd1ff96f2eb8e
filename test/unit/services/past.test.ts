import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '@shared/base/clock'
import type { Frame, RowsFrame } from '@shared/wire/live'
import { createHistory } from '@main/pipeline/history'
import { CaptureChain } from '@main/pipeline/capture-chain'
import { Past } from '@main/pipeline/past'
import type { FolderCaptureStore } from '@main/captures'
import { needsPast, pastRangeFrame, pastRowsFrame } from '@main/services/live-answers'
import { rangeFrame, type FrameSource, type RangeRequest } from '@main/services/live-frames'
import { rowsFrame, type RowsRequest } from '@main/services/live-rows'
import { createTurns } from '@main/services/turns'
import { feeder, frameSource } from '../../support/recorded-session'
import { channelsOf, openStore, recordOptions, temporaryFolder } from '../captures/temporary-store'

const start = recordOptions.start
const million = 1_000_000
const spikeAt = 123_456
const gapAt = 300_000

/** A row a millisecond; one value in a million stands out, and once nothing is known for a minute. */
function row(number: number): readonly number[] {
  const time = start + number + (number >= gapAt ? 60_000 : 0)
  const value = number === spikeAt ? 1000 : Math.sin(number / 700) + ((number * 7919) % 13) / 100
  return [time, value, number % 9 === 0 ? NaN : number % 1000]
}

const turns = createTurns(systemClock)
const never = new AbortController().signal
const means = {
  signal: never,
  turns,
  onError(error: unknown) {
    throw error
  }
}

function range(source: FrameSource, request: Omit<RangeRequest, 'kind' | 'subscription' | 'session'>): Promise<Frame> {
  const whole: RangeRequest = { kind: 'range', subscription: 1, session: 's1', ...request }
  return needsPast(source, whole) ? pastRangeFrame(source, whole, means) : Promise.resolve(rangeFrame(source, whole))
}

function rows(
  source: FrameSource,
  request: Omit<RowsRequest, 'kind' | 'subscription' | 'session' | 'after'> & { after?: number | null }
): Promise<RowsFrame> {
  const whole: RowsRequest = { kind: 'rows', subscription: 1, session: 's1', after: null, ...request }
  return needsPast(source, whole) ? pastRowsFrame(source, whole, means) : Promise.resolve(rowsFrame(source, whole))
}

let folder: ReturnType<typeof temporaryFolder>
let store: FolderCaptureStore
/** Holds 4096 rows and few entries, and has the capture. */
let small: FrameSource
/** Holds every row. */
let large: FrameSource

beforeAll(async () => {
  folder = temporaryFolder()
  store = await openStore(folder.path)
  const recorder = store.record(recordOptions)
  const little = createHistory({ rowBytes: 1, entries: 64 })
  const everything = createHistory({ rowBytes: 1e9, entries: 65_536, rows: 2 ** 20 })
  const feed = feeder(channelsOf(['a', 'b']), [little, everything, recorder])
  feed.rows(0, gapAt, row)
  feed.event({ kind: 'disconnected', time: start + gapAt + 5, device: 'x', reason: 'unplugged', bytes: 1 })
  feed.event({ kind: 'gap', time: start + gapAt + 60_000, from: start + gapAt - 1 })
  feed.rows(gapAt, million, row)
  small = frameSource(little, new Past(store.reader, new CaptureChain([], recorder.capture), () => -Infinity))
  large = frameSource(everything, undefined)
  await store.reader.flush(recorder.capture)
}, 60_000)

afterAll(async () => {
  await store.close()
  folder.remove()
})

function expectSame(one: Frame, other: Frame, margin = 0): void {
  expect([one.bucket, one.fromBucket, one.rows, one.newest]).toEqual([
    other.bucket,
    other.fromBucket,
    other.rows,
    other.newest
  ])
  expect(one.time).toEqual(other.time)
  expect(one.gap).toEqual(other.gap)
  for (const [at, channel] of one.channels.entries()) {
    expect(channel.index).toBe(other.channels[at]!.index)
    expect(channel.min).toEqual(other.channels[at]!.min)
    expect(channel.max).toEqual(other.channels[at]!.max)
    if (margin === 0) continue
    for (const figure of ['mean', 'deviation'] as const)
      for (const [row, value] of channel[figure].entries())
        if (Math.abs(value - other.channels[at]![figure][row]!) > margin)
          expect(`${figure} ${row}: ${value}`).toBe(other.channels[at]![figure][row])
    expect(channel.flags).toEqual(other.channels[at]!.flags)
  }
}

describe('ranges older than memory', () => {
  it('come out of the capture as if every row were still in memory, whatever the place and the zoom', async () => {
    const newest = row(million - 1)[0]!
    const stretches = [
      [start - 1000, start + 50, 1],
      [start, start + 3000, 7.3],
      [start + 123_000, start + 124_000, 0.5],
      [start + 290_000, start + 390_000, 25],
      [newest - 5000, newest + 10, 3],
      [newest - 80_000, newest, 11],
      [start + 250_000.25, start + 250_001.25, 0.01]
    ] as const
    for (const [from, to, bucket] of stretches) {
      const request = { channels: [0, 1], from, to, bucket }
      expect(needsPast(small, { kind: 'range', subscription: 1, session: 's1', ...request })).toBe(true)
      expectSame(await range(small, request), await range(large, request), 1e-6)
    }
  })

  it('are summed up by the capture when they have too many rows, with the same extremes, times and gaps', async () => {
    for (const [from, to] of [
      [start - 500, start + 499_999],
      [start + 100_000, start + 279_999],
      [start, start + 1_054_999]
    ] as const) {
      const request = { channels: [1, 0], from, to, bucket: 200 }
      const one = await range(small, request)
      expectSame(one, await range(large, request))
      expect(one.gap.reduce((sum, gap) => sum + gap, 0)).toBe(
        from < start + gapAt && to > start + gapAt + 60_000 ? 1 : 0
      )
      // Asked again, most of it comes from what was kept.
      expectSame(await range(small, request), one)
    }
  })

  it('show one sample in a million at every zoom', async () => {
    for (let width = 10; width <= 2e6; width *= 4) {
      const from = start + spikeAt - width / 2
      const frame = await range(small, { channels: [0], from, to: from + width, bucket: width / 1000 })
      expect(Math.max(...frame.channels[0]!.max)).toBe(1000)
    }
    const whole = await range(small, { channels: [0], from: start, to: start + 2 * million, bucket: 5000 })
    expect(Math.max(...whole.channels[0]!.max)).toBe(1000)
  })

  it('are given up when nobody waits for them any more', async () => {
    const controller = new AbortController()
    const request: RangeRequest = {
      kind: 'range',
      subscription: 1,
      session: 's1',
      channels: [0],
      from: start,
      to: start + million,
      bucket: 41
    }
    if (!needsPast(small, request)) throw new Error('memory holds it all')
    const answer = pastRangeFrame(small, request, { ...means, signal: controller.signal })
    controller.abort()
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('rows older than memory', () => {
  it('are the same as if they were still there', async () => {
    const newest = row(million - 1)[0]!
    for (const [from, to, limit] of [
      [null, start + 100, 50],
      [start + 10, start + 100, 1000],
      [start + gapAt - 20, start + gapAt + 60_020, 1000],
      [start + gapAt - 20, start + gapAt + 60_020, 10],
      [newest - 20_000, null, 262_144],
      [null, null, 100_000]
    ] as const) {
      const request = { channels: [1, 0], from, to, limit }
      expect(await rows(small, request)).toEqual(await rows(large, request))
    }
  })

  it('go on behind the last row that is known, also at its own time', async () => {
    for (const after of [9, 10, 11]) {
      const request = { channels: [1], from: start + 10, to: start + 100, after, limit: 1000 }
      const answer = await rows(small, request)
      expect(answer).toEqual(await rows(large, request))
      expect(answer.time[0]).toBe(start + 10 + Number(after > 9))
    }
  })
})

describe('a session that goes on after the engine died', () => {
  it('is one recording with a gap where the engine was away, channels found by their names', async () => {
    const first = store.record({ ...recordOptions, start: start - 50_000 })
    feeder(channelsOf(['x', 'y']), [first]).rows(0, 3000, at => [start - 50_000 + at, at, -at])
    await first.close()
    const second = store.record(recordOptions)
    const history = createHistory()
    const feed = feeder(channelsOf(['y', 'z', 'x']), [history, second])
    feed.event({ kind: 'gap', time: start, from: start - 47_001 })
    feed.rows(0, 2000, at => [start + at, -at, 5, at])
    const past = new Past(
      store.reader,
      new CaptureChain(['20200101T000000Z-gone-0000', first.capture], second.capture),
      () => -Infinity
    )
    await past.open(never)
    expect(past.firstSample).toBe(start - 50_000)
    const source = frameSource(history, past)

    const frame = await range(source, { channels: [0, 1, 2], from: start - 60_000, to: start + 9000, bucket: 1000 })
    expect([...frame.time]).toEqual([start - 50_000, start - 49_000, start - 48_000, start, start + 1000])
    expect([...frame.gap]).toEqual([0, 0, 0, 1, 0])
    expect([...frame.channels[0]!.min]).toEqual([-999, -1999, -2999, -999, -1999])
    expect([...frame.channels[1]!.max]).toEqual([NaN, NaN, NaN, 5, 5])
    expect([...frame.channels[2]!.max]).toEqual([999, 1999, 2999, 999, 1999])

    const newest = await rows(source, { channels: [2], from: null, to: null, limit: 2002 })
    expect([newest.first, newest.rows, newest.time[0], newest.time[2]]).toEqual([-1, 2002, start - 47_002, start])
    expect([...newest.gap.subarray(0, 4)]).toEqual([0, 0, 1, 0])
    expect(newest.value[0]!.slice(0, 4)).toEqual(Float64Array.of(2998, 2999, 0, 1))
    await second.close()
  })
})
