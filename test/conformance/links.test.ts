import { afterEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { Link, LinkMessage } from '@shared/wire/link'
import { linkPairs, type LinkPair } from '../support/link-pairs'
import { settled } from '../support/flow-collect'
import { until } from '../support/until'

function heard(link: Link): LinkMessage[] {
  const messages: LinkMessage[] = []
  link.onMessage(message => messages.push(message))
  return messages
}

function closings(link: Link): { count: number } {
  const closed = { count: 0 }
  link.onClose(() => closed.count++)
  return closed
}

describe.each(Object.entries(linkPairs))('a link over %s', (_name, makePair) => {
  let pair: LinkPair | undefined
  async function open(): Promise<LinkPair> {
    pair = await makePair()
    return pair
  }
  afterEach(async () => {
    pair?.near.close()
    pair?.far.close()
    await pair?.stop?.()
    pair = undefined
  })

  it('carries text and bytes whole and in order, both ways at once', async () => {
    const message = fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 300 }))
    const { near, far } = await open()
    const [atNear, atFar] = [heard(near), heard(far)]
    const [toNear, toFar]: [LinkMessage[], LinkMessage[]] = [[], []]
    for (const [there, back] of fc.sample(fc.tuple(message, message), { numRuns: 100, seed: 7 })) {
      near.send(there)
      far.send(back)
      toFar.push(there)
      toNear.push(back)
    }
    await until('all have arrived', () => atFar.length === toFar.length && atNear.length === toNear.length)
    expect(atFar).toStrictEqual(toFar)
    expect(atNear).toStrictEqual(toNear)
  })

  it('delivers exactly the bytes of a view, as a plain Uint8Array', async () => {
    const { near, far } = await open()
    const messages = heard(far)
    const whole = Uint8Array.from({ length: 64 }, (_, index) => index)
    near.send(whole.subarray(8, 24))
    near.send(Buffer.from([1, 2, 3]))
    near.send(new Uint8Array(0))
    await until('they have arrived', () => messages.length === 3)
    expect(messages).toStrictEqual([whole.slice(8, 24), Uint8Array.of(1, 2, 3), new Uint8Array(0)])
    expect(messages.every(message => message.constructor === Uint8Array)).toBe(true)
  })

  it('keeps what comes before the listener does', async () => {
    const { near, far } = await open()
    near.send('early')
    near.send(Uint8Array.of(9))
    await settled(20)
    const messages = heard(far)
    near.send('late')
    await until('all have arrived', () => messages.length === 3)
    expect(messages).toStrictEqual(['early', Uint8Array.of(9), 'late'])
  })

  it('says once that it is closed, on both sides, after the last message', async () => {
    const { near, far } = await open()
    const order: string[] = []
    far.onMessage(message => order.push(String(message)))
    far.onClose(() => order.push('closed'))
    const nearClosed = closings(near)
    heard(near)
    near.send('last')
    near.close()
    near.close()
    await until('the far side is told', () => order.includes('closed'))
    far.close()
    await settled(20)
    expect(order).toStrictEqual(['last', 'closed'])
    expect(nearClosed.count).toBe(1)
  })

  it('owes the messages before the end to a listener that comes after it', async () => {
    const { near, far } = await open()
    const farClosed = closings(far)
    near.send('last words')
    near.close()
    await settled(50)
    const messages = heard(far)
    await until('the far side is told', () => farClosed.count === 1)
    expect(messages).toStrictEqual(['last words'])
  })

  it('tells a close listener that comes too late', async () => {
    const { near } = await open()
    heard(near)
    near.close()
    const closed = closings(near)
    await until('it is told', () => closed.count === 1)
    await settled()
    expect(closed.count).toBe(1)
  })

  it('takes a message after the close without a word, and delivers it nowhere', async () => {
    const { near, far } = await open()
    const messages = heard(far)
    const farClosed = closings(far)
    heard(near)
    near.close()
    near.send('too late')
    await until('the far side is told', () => farClosed.count === 1)
    far.send('too late')
    await settled(20)
    expect(messages).toStrictEqual([])
  })
})
