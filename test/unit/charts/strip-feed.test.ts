import { describe, expect, it } from 'vitest'
import { sparkFeed } from '@renderer/charts/spark-data'
import type { StripStore } from '@renderer/charts/strip-data'
import { StripFeed } from '@renderer/charts/strip-feed'
import type { FollowRequest, LiveClient, RangeRequest } from '@renderer/connection/live-client'
import { SignalboxError } from '@shared/base/errors'
import type { Frame } from '@shared/wire/live'
import { frameOf } from './frames'

/** A client whose frames the test sends. */
class FakeClient implements LiveClient {
  readonly follows: { request: FollowRequest; onFrame: (frame: Frame) => void; cancelled: boolean }[] = []
  readonly ranges: { request: RangeRequest; answer: (frame: Frame) => void; fail: (why: Error) => void }[] = []

  follow(request: FollowRequest, onFrame: (frame: Frame) => void): ReturnType<LiveClient['follow']> {
    const follow = { request, onFrame, cancelled: false }
    this.follows.push(follow)
    return {
      change: change => void (follow.request = { ...follow.request, ...change }),
      cancel: () => void (follow.cancelled = true)
    }
  }

  range(request: RangeRequest): Promise<Frame> {
    return new Promise((answer, fail) => {
      this.ranges.push({ request, answer, fail })
      request.signal?.addEventListener('abort', () => fail(new SignalboxError('cancelled', 'given up')))
    })
  }

  rows(): never {
    throw new Error('a chart asks for no rows')
  }

  raw(): never {
    throw new Error('a chart asks for no bytes')
  }

  rebind(): void {}
}

const target = { session: 'one', channels: [0], span: 1000, columns: 100 }

function frame(from: number, to: number, bucket = 10): Frame {
  const rows = Array.from({ length: to - from }, (_, at) => ({ index: from + at, gap: false, values: [at] }))
  return frameOf(rows, { fromBucket: from, channels: 1, bucket })
}

interface SetUp {
  readonly client: FakeClient
  readonly feed: StripFeed
  changes(): number
  pass(milliseconds: number): void
}

function setUp(): SetUp {
  const client = new FakeClient()
  let [changed, time] = [0, 5000]
  let timers: { readonly at: number; readonly call: () => void }[] = []
  const feed = new StripFeed(client, () => changed++, {
    now: () => time,
    later(milliseconds, call) {
      const timer = { at: time + milliseconds, call }
      timers.push(timer)
      return () => (timers = timers.filter(other => other !== timer))
    }
  })
  feed.follow(target)
  return {
    client,
    feed,
    changes: () => changed,
    pass(milliseconds) {
      time += milliseconds
      for (const timer of timers.filter(({ at }) => at <= time)) timer.call()
      timers = timers.filter(({ at }) => at > time)
    }
  }
}

const times = (store: StripStore): number[] => [...store.time.subarray(store.start, store.end)]
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

describe('a chart feed', () => {
  it('asks for as many buckets as there are columns, a little more than the span back', () => {
    const { client, feed } = setUp()
    expect(client.follows[0].request).toMatchObject({ bucket: 10, from: 3900, channels: [0], interval: 16 })
    feed.follow({ ...target })
    expect(client.follows).toHaveLength(1)
  })

  it('drops what is older than one and a half spans', () => {
    const { client, feed, changes } = setUp()
    client.follows[0].onFrame(frame(0, 400))
    expect(feed.live.rows).toBe(151)
    expect(changes()).toBe(1)
  })

  it('changes its subscription with the span, counted from the newest sample', () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(0, 400))
    feed.follow({ ...target, span: 2000 })
    expect(client.follows).toHaveLength(1)
    expect(client.follows[0].request).toMatchObject({ bucket: 20, from: 3991 - 2200 })
  })

  it('keeps rows of another width in sight until the new ones have come, and those before them for longer', () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(250, 400))
    feed.follow({ ...target, span: 400 })
    expect(feed.show(3000, 4000).rows).toBe(150)
    client.follows[0].onFrame(frame(900, 1000, 4))
    const all = times(feed.live)
    expect(all).toEqual(all.toSorted((a, b) => a - b))
    expect(feed.live.bucket).toBe(4)
    expect(feed.live.firstAt(3600) - feed.live.start).toBeGreaterThan(10)
    expect(feed.live.end - feed.live.firstAt(3601)).toBe(100)
  })

  it('puts older rows in front of the live ones when those do not reach back, and goes on', async () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(370, 400))
    expect(times(feed.show(3000, 4000))[0]).toBe(3701)
    expect(client.ranges).toHaveLength(1)
    client.ranges[0].answer(frame(265, 400))
    await settled()
    const shown = feed.show(3000, 4000)
    expect(times(shown)).toEqual(Array.from({ length: 135 }, (_, at) => 2651 + at * 10))
    client.follows[0].onFrame(frame(399, 403))
    expect(times(feed.show(3030, 4030)).at(-1)).toBe(4021)
    expect(client.ranges).toHaveLength(1)
  })

  it('shows what it showed while frozen, and what came meanwhile as soon as it thaws', () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(300, 350))
    feed.freeze()
    client.follows[0].onFrame(frame(350, 360))
    expect(feed.show(3000, 3500).rows).toBe(50)
    feed.thaw()
    expect(feed.show(3000, 3600).rows).toBe(60)
  })

  it('fetches the past with a margin, one request at a time, and asks for the latest wish next', async () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(300, 400))
    feed.freeze()
    feed.show(1000, 2000)
    feed.show(500, 1500)
    feed.show(400, 1400)
    feed.show(200, 1200)
    expect(client.ranges.map(({ request }) => [request.from, request.to, request.bucket])).toEqual([[500, 2500, 10]])
    client.ranges[0].answer(frame(50, 250))
    await settled()
    expect(client.ranges).toHaveLength(2)
    expect(client.ranges[1].request).toMatchObject({ from: -300, to: 1700 })
    expect(feed.show(1000, 2000).rows).toBe(200)
  })

  it('shows coarse rows until finer ones have come', async () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(300, 400))
    feed.freeze()
    expect(feed.show(3400, 3500).rows).toBe(100)
    expect(client.ranges[0].request).toMatchObject({ bucket: 1 })
    client.ranges[0].answer(frame(3350, 3550, 1))
    await settled()
    expect(feed.show(3400, 3500).bucket).toBe(1)
    expect(feed.show(3000, 3990).bucket).toBe(10)
  })

  it('gives up a request whose stretch nobody looks at any more', async () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(300, 400))
    feed.freeze()
    feed.show(1000, 2000)
    feed.show(-9000, -8000)
    expect(client.ranges[0].request.signal?.aborted).toBe(true)
    await settled()
    expect(client.ranges[1].request).toMatchObject({ from: -9500, to: -7500 })
  })

  it('says that rows are on their way only when they take a while', async () => {
    const { client, feed, changes, pass } = setUp()
    client.follows[0].onFrame(frame(300, 400))
    feed.freeze()
    feed.show(1000, 2000)
    pass(299)
    expect(feed.loading).toBe(false)
    const before = changes()
    pass(1)
    expect(feed.loading).toBe(true)
    expect(changes()).toBe(before + 1)
    client.ranges[0].answer(frame(50, 250))
    await settled()
    feed.show(1000, 2000)
    expect(feed.loading).toBe(false)
  })

  it('says why rows cannot be had, asks no more by itself, and again when told to', async () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(300, 400))
    feed.freeze()
    feed.show(1000, 2000)
    client.ranges[0].fail(new Error('the capture cannot be read'))
    await settled()
    feed.show(1000, 2000)
    expect(feed.problem).toMatchObject({ message: 'the capture cannot be read' })
    expect(client.ranges).toHaveLength(1)
    feed.retry()
    feed.show(1000, 2000)
    expect(feed.problem).toBe(null)
    expect(client.ranges).toHaveLength(2)
  })

  it('does not wait for ever for an answer', async () => {
    const { client, feed, pass } = setUp()
    client.follows[0].onFrame(frame(300, 400))
    feed.freeze()
    feed.show(1000, 2000)
    pass(20_000)
    await settled()
    expect(feed.problem).toMatchObject({ message: 'no answer within 20 s' })
  })

  it('ignores a stretch that arrives after the view follows again', async () => {
    const { client, feed, changes } = setUp()
    feed.freeze()
    feed.show(0, 1000)
    feed.thaw()
    client.ranges[0].answer(frame(0, 100))
    await settled()
    expect(feed.show(0, 1000)).toBe(feed.live)
    expect(changes()).toBe(0)
  })

  it('ends its subscription when it is disposed of', () => {
    const { client, feed } = setUp()
    feed.dispose()
    expect(client.follows[0].cancelled).toBe(true)
  })
})

describe('the sparklines of a session', () => {
  it('share one subscription, which lives while anyone looks', () => {
    const client = new FakeClient()
    const feed = sparkFeed(client, 'one', () => 60_000)
    let changes = 0
    const stops = [feed.listen(() => changes++), sparkFeed(client, 'one', () => 60_000).listen(() => changes++)]
    expect(client.follows).toHaveLength(1)
    expect(client.follows[0].request).toMatchObject({ bucket: 500, from: 0, channels: [] })
    client.follows[0].onFrame(frame(100, 120, 500))
    expect(changes).toBe(2)
    expect(feed.store.rows).toBe(20)
    stops[0]()
    expect(client.follows[0].cancelled).toBe(false)
    stops[1]()
    expect(client.follows[0].cancelled).toBe(true)
    expect(feed.store.rows).toBe(0)
  })
})
