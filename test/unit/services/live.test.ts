import { describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '@shared/base/manual-clock'
import type { Batch } from '@shared/model/batch'
import { decodeFrame } from '@shared/wire/frame'
import type { Frame, LiveRequest } from '@shared/wire/live'
import { createHistory } from '@main/pipeline/history'
import { serveLive } from '@main/services/live'

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
  const made = { frames: [] as Frame[], invalid: [] as string[], latencies: [] as number[] }
  let listener: (message: string | Uint8Array) => void = () => undefined
  let readAt = 0
  const session = {
    history,
    get readAt() {
      return readAt
    },
    noteLatency: (milliseconds: number) => void made.latencies.push(milliseconds)
  }
  serveLive(
    {
      send: message => {
        if (typeof message !== 'string') made.frames.push(decodeFrame(message))
      },
      onMessage: given => (listener = given)
    },
    {
      find: name => (name === 's1' ? session : undefined),
      clock,
      signal: gone.signal,
      onInvalid: why => void made.invalid.push(why)
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
})
