import { describe, expect, it } from 'vitest'
import { sparkFeed } from '@renderer/charts/spark-data'
import { StripFeed } from '@renderer/charts/strip-feed'
import type { FollowRequest, LiveClient, RangeRequest } from '@renderer/connection/live-client'
import type { Frame } from '@shared/wire/live'
import { frameOf } from './frames'

/** A client whose frames the test sends. */
class FakeClient implements LiveClient {
  readonly follows: { request: FollowRequest; onFrame: (frame: Frame) => void; cancelled: boolean }[] = []
  readonly ranges: { request: RangeRequest; answer: (frame: Frame) => void }[] = []

  follow(request: FollowRequest, onFrame: (frame: Frame) => void): ReturnType<LiveClient['follow']> {
    const follow = { request, onFrame, cancelled: false }
    this.follows.push(follow)
    return {
      change: change => void (follow.request = { ...follow.request, ...change }),
      cancel: () => void (follow.cancelled = true)
    }
  }

  range(request: RangeRequest): Promise<Frame> {
    return new Promise(answer => this.ranges.push({ request, answer }))
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

function setUp(): { client: FakeClient; feed: StripFeed; changes: () => number } {
  const client = new FakeClient()
  let changed = 0
  const feed = new StripFeed(
    client,
    () => changed++,
    () => 5000
  )
  feed.follow(target)
  return { client, feed, changes: () => changed }
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
    expect(feed.shown.rows).toBe(151)
    expect(changes()).toBe(1)
  })

  it('changes its subscription with the span, counted from the newest sample', () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(0, 400))
    feed.follow({ ...target, span: 2000 })
    expect(client.follows).toHaveLength(1)
    expect(client.follows[0].request).toMatchObject({ bucket: 20, from: 3991 - 2200 })
  })

  it('shows what it showed while frozen, and what came meanwhile as soon as it thaws', () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(300, 350))
    feed.freeze()
    client.follows[0].onFrame(frame(350, 360))
    expect(feed.shown.rows).toBe(50)
    feed.thaw()
    expect(feed.shown.rows).toBe(60)
  })

  it('fetches the past with a margin, one request at a time, and asks for the latest wish next', async () => {
    const { client, feed } = setUp()
    client.follows[0].onFrame(frame(300, 400))
    feed.freeze()
    feed.cover(3000, 3990)
    expect(client.ranges).toHaveLength(0)
    feed.cover(1000, 2000)
    feed.cover(0, 1000)
    expect(client.ranges.map(({ request }) => [request.from, request.to, request.bucket])).toEqual([[500, 2500, 10]])
    client.ranges[0].answer(frame(50, 250))
    await expect.poll(() => client.ranges.length).toBe(2)
    expect(client.ranges[1].request).toMatchObject({ from: -500, to: 1500 })
    expect(feed.shown.rows).toBe(200)
  })

  it('ignores a stretch that arrives after the view follows again', async () => {
    const { client, feed, changes } = setUp()
    feed.freeze()
    feed.cover(0, 1000)
    feed.thaw()
    client.ranges[0].answer(frame(0, 100))
    await Promise.resolve()
    expect(feed.shown).toBe(feed.live)
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
