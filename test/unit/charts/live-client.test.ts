import { describe, expect, it } from 'vitest'
import { createLiveClient, type LiveChannel, type LivePage } from '@renderer/connection/live-client'
import { encodeFrame } from '@shared/wire/frame'
import { LiveRequest, type Frame, type RawFrame } from '@shared/wire/live'
import { encodeRawFrame } from '@shared/wire/raw-frame'
import { encodeRowsFrame } from '@shared/wire/rows-frame'
import { frameOf } from './frames'

/** A channel whose other end is the test. */
class FakeChannel implements LiveChannel {
  readonly sent: LiveRequest[] = []
  #listener: (message: string | Uint8Array) => void = () => {}

  send(text: string): void {
    this.sent.push(LiveRequest.parse(JSON.parse(text)))
  }

  onMessage(listener: (message: string | Uint8Array) => void): void {
    this.#listener = listener
  }

  deliver(subscription: number, sequence: number, index = 5): void {
    const frame = frameOf([{ index, gap: false, values: [index] }], { fromBucket: index, channels: 1 })
    this.#listener(encodeFrame({ ...frame, subscription, sequence }))
  }

  deliverBytes(message: Uint8Array): void {
    this.#listener(message)
  }

  of<Kind extends LiveRequest['kind']>(kind: Kind): Extract<LiveRequest, { kind: Kind }>[] {
    return this.sent.filter((request): request is Extract<LiveRequest, { kind: Kind }> => request.kind === kind)
  }
}

/** A page whose frames are painted, and which is hidden and shown, when the test says so. */
class FakePage implements LivePage {
  isHidden = false
  #waiting: (() => void)[] = []
  #shown: () => void = () => {}

  hidden(): boolean {
    return this.isHidden
  }

  onShown(listener: () => void): void {
    this.#shown = listener
  }

  afterFrame(callback: () => void): void {
    this.#waiting.push(callback)
  }

  paint(): void {
    for (const callback of this.#waiting.splice(0)) callback()
  }

  show(): void {
    this.isHidden = false
    this.#shown()
  }
}

const target = { session: 'one', channels: [0], bucket: 10, from: 1000 }

function setUp(): { channel: FakeChannel; page: FakePage; client: ReturnType<typeof createLiveClient> } {
  const channel = new FakeChannel()
  const page = new FakePage()
  return { channel, page, client: createLiveClient(channel, page) }
}

describe('the live client', () => {
  it('asks for a session with two credits and hands its frames on', () => {
    const { channel, client } = setUp()
    const frames: Frame[] = []
    client.follow(target, frame => frames.push(frame))
    expect(channel.of('follow')).toEqual([{ kind: 'follow', subscription: 1, ...target, interval: 16, credits: 2 }])
    channel.deliver(1, 1)
    channel.deliver(1, 2, 6)
    expect(frames.map(frame => frame.fromBucket)).toEqual([5, 6])
  })

  it('gives a credit back only once its frame was painted, and all of them in one message', () => {
    const { channel, page, client } = setUp()
    client.follow(target, () => {})
    channel.deliver(1, 1)
    channel.deliver(1, 2)
    expect(channel.of('credit')).toEqual([])
    page.paint()
    expect(channel.of('credit')).toEqual([{ kind: 'credit', subscription: 1, count: 2 }])
    page.paint()
    expect(channel.of('credit')).toHaveLength(1)
  })

  it('gives none while the page is hidden, and what it owes as soon as it is shown', () => {
    const { channel, page, client } = setUp()
    client.follow(target, () => {})
    channel.deliver(1, 1)
    page.isHidden = true
    page.paint()
    channel.deliver(1, 2)
    expect(channel.of('credit')).toEqual([])
    page.show()
    expect(channel.of('credit')).toEqual([{ kind: 'credit', subscription: 1, count: 2 }])
  })

  it('hands no frame on after a cancel, not even one that was under way', () => {
    const { channel, client } = setUp()
    let frames = 0
    const subscription = client.follow(target, () => frames++)
    subscription.cancel()
    channel.deliver(1, 1)
    subscription.cancel()
    expect(frames).toBe(0)
    expect(channel.of('cancel')).toEqual([{ kind: 'cancel', subscription: 1 }])
  })

  it('changes a span by a new subscription, and drops late frames of the old one', () => {
    const { channel, client } = setUp()
    const buckets: number[] = []
    const subscription = client.follow(target, frame => buckets.push(frame.fromBucket))
    subscription.change({ bucket: 20, from: 500 })
    channel.deliver(1, 1, 5)
    channel.deliver(2, 1, 7)
    expect(channel.of('cancel')).toEqual([{ kind: 'cancel', subscription: 1 }])
    expect(channel.of('follow')[1]).toMatchObject({ subscription: 2, bucket: 20, from: 500, session: 'one' })
    expect(buckets).toEqual([7])
  })

  it('starts over when a frame was lost on the way', () => {
    const { channel, client } = setUp()
    const buckets: number[] = []
    client.follow(target, frame => buckets.push(frame.fromBucket))
    channel.deliver(1, 1)
    channel.deliver(1, 3, 9)
    expect(buckets).toEqual([5])
    expect(channel.of('follow')).toHaveLength(2)
    channel.deliver(2, 1, 9)
    expect(buckets).toEqual([5, 9])
  })

  it('answers a range with its one frame', async () => {
    const { channel, client } = setUp()
    const answer = client.range({ session: 'one', channels: [], bucket: 5, from: 0, to: 100 })
    expect(channel.of('range')).toEqual([
      { kind: 'range', subscription: 1, session: 'one', channels: [], bucket: 5, from: 0, to: 100 }
    ])
    channel.deliver(1, 1, 8)
    expect((await answer).fromBucket).toBe(8)
  })

  it('gives a range up when it is aborted', async () => {
    const { channel, client } = setUp()
    const controller = new AbortController()
    const answer = client.range({ ...target, to: 2000, signal: controller.signal })
    controller.abort()
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
    expect(channel.of('cancel')).toHaveLength(1)
    await expect(client.range({ ...target, to: 2000, signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled'
    })
  })

  it('continues over a new channel where the old one ended, and asks open ranges again', async () => {
    const { channel, client } = setUp()
    const buckets: number[] = []
    client.follow({ ...target, from: 20 }, frame => buckets.push(frame.fromBucket))
    const answer = client.range({ ...target, to: 2000 })
    channel.deliver(1, 1, 30)
    const next = new FakeChannel()
    client.rebind(next)
    channel.deliver(1, 2, 31)
    const [follow] = next.of('follow')
    expect(follow).toMatchObject({ session: 'one', from: 301, credits: 2 })
    next.deliver(follow.subscription, 1, 32)
    expect(buckets).toEqual([30, 32])
    next.deliver(next.of('range')[0].subscription, 1, 40)
    expect((await answer).fromBucket).toBe(40)
  })

  it('asks for rows and answers them, or gives them up', async () => {
    const { channel, client } = setUp()
    const rows = client.rows({ session: 'one', channels: [3, 1], from: null, to: 90, limit: 5 })
    expect(channel.of('rows')).toEqual([
      { kind: 'rows', subscription: 1, session: 'one', channels: [3, 1], from: null, to: 90, after: null, limit: 5 }
    ])
    const frame = {
      subscription: 1,
      first: 7,
      rows: 1,
      time: Float64Array.of(80),
      gap: Uint8Array.of(1),
      value: [Float64Array.of(2), Float64Array.of(NaN)]
    }
    channel.deliverBytes(encodeRowsFrame(frame))
    expect(await rows).toEqual(frame)
    const controller = new AbortController()
    const late = client.rows({ session: 'one', channels: [0], from: 0, to: 1, limit: 1 }, controller)
    controller.abort()
    await expect(late).rejects.toMatchObject({ code: 'cancelled' })
    expect(channel.of('cancel')).toEqual([{ kind: 'cancel', subscription: 2 }])
  })

  it('follows the bytes of a session, gives credits back, and goes on behind what it has', () => {
    const { channel, page, client } = setUp()
    const starts: number[] = []
    client.raw({ session: 'one', from: 0 }, frame => starts.push(frame.start))
    const raw = (subscription: number, sequence: number, start: number): RawFrame => ({
      subscription,
      sequence,
      start,
      skipped: 0,
      bytes: Uint8Array.of(1, 2, 3),
      ends: Uint32Array.of(3),
      times: Float64Array.of(5),
      sent: Uint8Array.of(0)
    })
    expect(channel.of('raw')).toEqual([{ kind: 'raw', subscription: 1, session: 'one', from: 0, credits: 2 }])
    channel.deliverBytes(encodeRawFrame(raw(1, 1, 100)))
    page.paint()
    expect(channel.of('credit')).toEqual([{ kind: 'credit', subscription: 1, count: 1 }])
    channel.deliverBytes(encodeRawFrame(raw(1, 3, 200)))
    expect(channel.of('raw')[1]).toMatchObject({ subscription: 2, from: 103 })
    channel.deliverBytes(encodeRawFrame(raw(2, 1, 103)))
    const next = new FakeChannel()
    client.rebind(next)
    expect(next.of('raw')).toEqual([{ kind: 'raw', subscription: 3, session: 'one', from: 106, credits: 2 }])
    expect(starts).toEqual([100, 103])
  })
})
