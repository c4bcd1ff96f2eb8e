import { describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '@shared/base/manual-clock'
import type { Batch } from '@shared/model/batch'
import { decodeLive } from '@shared/wire/decode-live'
import type { Frame, LiveRequest, RawFrame, RowsFrame } from '@shared/wire/live'
import { createHistory } from '@main/pipeline/history'
import { RawLog } from '@main/pipeline/raw-log'
import { serveLive } from '@main/services/live'
import { maximumCells } from '@main/services/live-frames'
import { createTurns } from '@main/services/turns'

function batch(times: readonly number[]): Batch {
  const time = Float64Array.from(times)
  return {
    kind: 'batch',
    channels: [{ index: 0, name: 'a', unit: '' }],
    first: 0,
    count: time.length,
    time,
    value: [time],
    mean: [time],
    deviation: [time],
    score: [time],
    anomaly: [new Uint8Array(time.length)],
    state: [new Uint8Array(time.length)]
  }
}

interface View {
  readonly clock: ManualClock
  readonly frames: Frame[]
  readonly rows: RowsFrame[]
  readonly raws: RawFrame[]
  readonly log: RawLog
  readonly invalid: string[]
  readonly latencies: number[]
  readonly gone: AbortController
  append(times: readonly number[]): void
  say(request: LiveRequest | string): void
}

function view(): View {
  const clock = manualClock(1000)
  const history = createHistory()
  const gone = new AbortController()
  const log = new RawLog()
  const made = {
    frames: [] as Frame[],
    rows: [] as RowsFrame[],
    raws: [] as RawFrame[],
    log,
    invalid: [] as string[],
    latencies: [] as number[]
  }
  let listener: (message: string | Uint8Array) => void = () => undefined
  let readAt = 0
  const session = {
    history,
    rawLog: log,
    past: undefined,
    settings: {},
    get readAt() {
      return readAt
    },
    noteLatency: (milliseconds: number) => void made.latencies.push(milliseconds)
  }
  serveLive(
    {
      send: message => {
        if (typeof message === 'string') return
        const { kind, frame } = decodeLive(message)
        if (kind === 'rows') made.rows.push(frame)
        else if (kind === 'raw') made.raws.push(frame)
        else made.frames.push(frame)
      },
      onMessage: given => (listener = given)
    },
    {
      find: name => (name === 's1' ? session : undefined),
      clock,
      signal: gone.signal,
      onInvalid: why => void made.invalid.push(why),
      turns: createTurns(clock)
    }
  )
  return {
    ...made,
    clock,
    gone,
    append(times) {
      readAt = clock.now()
      history.accept(batch(times))
    },
    say: request => listener(typeof request === 'string' ? request : JSON.stringify(request))
  }
}

const follow: LiveRequest = {
  kind: 'follow',
  subscription: 3,
  session: 's1',
  channels: [],
  bucket: 10,
  from: 0,
  credits: 2,
  interval: 16
}

describe('live frames', () => {
  it('send what is there, then what is new, the open bucket once more', async () => {
    const { append, say, clock, frames } = view()
    append([1, 5, 12])
    say(follow)
    await clock.advance(0)
    append([17, 18, 25])
    await clock.advance(100)
    expect(
      frames.map(({ subscription, sequence, fromBucket, newest }) => [subscription, sequence, fromBucket, newest])
    ).toEqual([
      [3, 1, 0, 12],
      [3, 2, 1, 25]
    ])
    expect([...frames[1].time]).toEqual([12, 25])
    expect([...frames[1].channels[0].max]).toEqual([18, 25])
  })

  it('stop without credit, keep no backlog, and cover everything in the frame after', async () => {
    const { append, say, clock, frames } = view()
    append([0])
    say({ ...follow, credits: 1 })
    await clock.advance(0)
    for (let time = 10; time <= 1000; time += 10) {
      append([time])
      await clock.advance(10)
    }
    expect(frames).toHaveLength(1)
    say({ kind: 'credit', subscription: 3, count: 1 })
    await clock.advance(0)
    expect(frames).toHaveLength(2)
    expect(frames[1].rows).toBe(101)
  })

  it('come no more often than the view asked for', async () => {
    const { append, say, clock, frames } = view()
    append([0])
    say({ ...follow, credits: 64, interval: 50 })
    for (let time = 1; time <= 500; time++) {
      append([time])
      await clock.advance(1)
    }
    expect(frames.length).toBeGreaterThan(8)
    expect(frames.length).toBeLessThan(13)
  })

  it('tell how long bytes took from being read to being sent', async () => {
    const { append, say, clock, latencies } = view()
    append([0])
    say({ ...follow, credits: 64, interval: 20 })
    await clock.advance(5)
    append([1])
    await clock.advance(100)
    expect(latencies).toEqual([15])
  })

  it('answer a range once and are done', async () => {
    const { append, say, clock, frames } = view()
    append([0, 10, 20, 30])
    say({ kind: 'range', subscription: 9, session: 's1', channels: [0], bucket: 10, from: 10, to: 25 })
    await clock.advance(0)
    append([40])
    await clock.advance(100)
    expect(frames.map(frame => [frame.subscription, [...frame.time]])).toEqual([[9, [10, 20]]])
  })

  it('hand out rows one by one, the newest when there are more than wanted', async () => {
    const { append, say, clock, rows } = view()
    append([0, 10, 20, 30])
    const ask = { kind: 'rows' as const, session: 's1', channels: [0, 7], after: null }
    say({ ...ask, subscription: 1, from: 0, to: 20, limit: 10 })
    say({ ...ask, subscription: 2, from: null, to: null, limit: 2 })
    await clock.advance(0)
    expect(rows.map(({ subscription, first, time }) => [subscription, first, [...time]])).toEqual([
      [1, 1, [10, 20]],
      [2, 2, [20, 30]]
    ])
    expect(rows[0].value.map(column => [...column])).toEqual([
      [10, 20],
      [NaN, NaN]
    ])
  })

  it('hand out rows that share their time with the last one seen, when they came after it', async () => {
    const { append, say, clock, rows } = view()
    append([0, 10, 10])
    append([10, 10, 20])
    const ask = { kind: 'rows' as const, session: 's1', channels: [0], to: null, limit: 10, subscription: 1 }
    for (const [from, after] of [
      [10, 2],
      [10, 4],
      [10, null],
      [20, 5],
      [null, 3]
    ] as const) {
      say({ ...ask, from, after })
      await clock.advance(10)
    }
    expect(rows.map(({ first, rows: count }) => [first, count])).toEqual([
      [3, 3],
      [5, 1],
      [5, 1],
      [6, 0],
      [0, 6]
    ])
  })

  it('bound a request for rows of many channels', async () => {
    const { append, say, clock, rows } = view()
    for (let start = 0; start < 40_000; start += 1000) append(Array.from({ length: 1000 }, (_, at) => start + at))
    const channels = Array.from({ length: 64 }, (_, at) => at)
    say({ kind: 'rows', subscription: 1, session: 's1', channels, from: null, to: null, after: null, limit: 262_144 })
    await clock.advance(0)
    expect(rows[0].rows).toBe(Math.floor(1_048_576 / 65))
    expect(rows[0].time.at(-1)).toBe(39_999)
  })

  it('carry the bytes read and sent, then what is new, for as many frames as there are credits', async () => {
    const { say, clock, raws, log } = view()
    log.sent(Uint8Array.of(1, 2), 5)
    say({ kind: 'raw', subscription: 4, session: 's1', from: 0, credits: 2 })
    await clock.advance(0)
    log.accept({ kind: 'chunk', bytes: Uint8Array.of(3, 4, 5), ends: [1, 3], times: [6, 7] })
    await clock.advance(100)
    log.sent(Uint8Array.of(6), 8)
    await clock.advance(100)
    expect(
      raws.map(({ sequence, start, bytes, ends, times, sent }) => [
        sequence,
        start,
        [...bytes],
        [...ends],
        [...times],
        [...sent]
      ])
    ).toEqual([
      [1, 0, [1, 2], [2], [5], [1]],
      [2, 2, [3, 4, 5], [1, 3], [6, 7], [0, 0]]
    ])
    say({ kind: 'credit', subscription: 4, count: 1 })
    await clock.advance(100)
    expect(raws[2]).toMatchObject({ sequence: 3, start: 5, skipped: 0 })
  })

  it('end with their view, and when cancelled', async () => {
    for (const end of [(one: View) => one.gone.abort(), (one: View) => one.say({ kind: 'cancel', subscription: 3 })]) {
      const one = view()
      one.append([0])
      one.say(follow)
      await one.clock.advance(20)
      end(one)
      one.append([10])
      await one.clock.advance(100)
      expect(one.frames).toHaveLength(1)
      expect(one.clock.sleeping).toBe(0)
    }
  })

  it('never follow a request that is not valid', async () => {
    const { say, clock, frames, invalid } = view()
    for (const request of [
      '',
      '{',
      '[]',
      '{"kind":"follow"}',
      JSON.stringify({ ...follow, bucket: 0 }),
      'x'.repeat(70_000)
    ])
      say(request)
    say({ ...follow, session: 'unknown' })
    await clock.advance(100)
    expect(invalid).toHaveLength(6)
    expect(frames).toHaveLength(0)
  })

  it('hold a channel once however often it is asked for, and a bounded number of values', async () => {
    const { append, say, clock, frames } = view()
    append([0, 10, 20])
    const channels = Array.from({ length: 4096 }, () => 0)
    say({ kind: 'range', subscription: 1, session: 's1', channels, bucket: 1e-300, from: -1e300, to: 1e300 })
    say({ ...follow, channels, bucket: 1e-300, from: 1e300 })
    await clock.advance(100)
    expect(frames.map(frame => frame.channels.length)).toEqual([1, 1])
    for (const frame of frames) expect(frame.rows * frame.channels.length).toBeLessThanOrEqual(maximumCells)
  })

  it('answer the newest of many ranges that wait for their turn, in bounded memory', async () => {
    const one = view()
    one.append([0, 10, 20, 30])
    const range = { kind: 'range' as const, session: 's1', channels: [], bucket: 10, from: 0 }
    for (let subscription = 0; subscription < 10_000; subscription++) one.say({ ...range, subscription, to: 30 })
    for (let to = 0; to <= 20; to += 10) one.say({ ...range, subscription: 9999, to })
    await one.clock.advance(1000)
    const answered = one.frames.map(({ subscription }) => subscription)
    expect(answered).toEqual([0, ...Array.from({ length: 1024 }, (_, at) => 8976 + at)])
    expect([...one.frames.at(-1)!.time]).toEqual([0, 10, 20])
  })

  it('are followed by at most so many subscriptions, of which one can be replaced', async () => {
    const { append, say, clock, frames, invalid } = view()
    append([0])
    for (let subscription = 0; subscription < 10_000; subscription++) say({ ...follow, subscription })
    expect(invalid.length).toBe(10_000 - 256)
    await clock.advance(0)
    expect(frames.length).toBe(256)
    say({ ...follow, subscription: 7, bucket: 5 })
    await clock.advance(0)
    expect(invalid.length).toBe(10_000 - 256)
    expect(frames.at(-1)).toMatchObject({ subscription: 7, bucket: 5 })
  })
})

describe('turns', () => {
  it('leave work for the next round of the event loop once this one is used up, and keep its order', async () => {
    let now = 0
    const turns = createTurns({ now: () => now, sleep: () => Promise.resolve() })
    const done: number[] = []
    const jobs = Array.from({ length: 10 }, (_, at) =>
      turns.run(() => {
        now += 3
        done.push(at)
      })
    )
    expect(done).toEqual([0, 1])
    await new Promise(setImmediate)
    expect(done.length).toBeLessThan(10)
    await Promise.all(jobs)
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('hand on what a job throws, and go on', async () => {
    const turns = createTurns(manualClock())
    await expect(
      turns.run(() => {
        throw new Error('no')
      })
    ).rejects.toThrow('no')
    expect(await turns.run(() => 1)).toBe(1)
  })
})
