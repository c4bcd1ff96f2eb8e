import { describe, expect, it } from 'vitest'
import { memoryLinkPair } from '@shared/wire/memory-link'
import { earlyMessages } from '@shared/wire/link-end'
import type { Link, LinkMessage } from '@shared/wire/link'
import { conversationOf, splitLink, type SplitLink } from '@shared/wire/multiplex'
import { settled } from '../../support/flow-collect'

function joined(): { near: SplitLink; far: SplitLink; raw: Link } {
  const [near, far] = memoryLinkPair()
  return { near: splitLink(near), far: splitLink(far), raw: near }
}

describe('a split link', () => {
  it('keeps the two conversations apart, text and bytes', async () => {
    const { near, far } = joined()
    const calls: unknown[] = []
    const frames: LinkMessage[] = []
    far.rpc.on('message', event => calls.push(event?.data))
    far.live.onMessage(message => frames.push(message))
    near.rpc.postMessage('call')
    near.live.send('follow')
    near.rpc.postMessage(Uint8Array.of(1, 2))
    near.live.send(Uint8Array.of(3, 4))
    near.live.send(new Uint8Array(0))
    near.rpc.postMessage('')
    await settled()
    expect(calls).toStrictEqual(['call', Uint8Array.of(1, 2), ''])
    expect(frames).toStrictEqual(['follow', Uint8Array.of(3, 4), new Uint8Array(0)])
  })

  it('keeps the start of a binary message where it was, so that its columns stay aligned', async () => {
    const { near, far } = joined()
    const frames: Uint8Array[] = []
    far.live.onMessage(message => frames.push(message as Uint8Array))
    near.live.send(new Uint8Array(48))
    await settled()
    expect(frames[0]?.byteOffset).toBe(0)
    expect(frames[0]?.byteLength).toBe(48)
  })

  it('keeps what comes before the listener of a conversation does', async () => {
    const { near, far } = joined()
    near.live.send('first')
    await settled()
    const frames: LinkMessage[] = []
    far.live.onMessage(message => frames.push(message))
    expect(frames).toStrictEqual(['first'])
  })

  it.each<[string, LinkMessage]>([
    ['no tag', 'x'],
    ['nothing at all', ''],
    ['an unknown byte at the end', Uint8Array.of(7)],
    ['no bytes', new Uint8Array(0)]
  ])('closes on a message with %s', async (_what, message) => {
    const { far, raw } = joined()
    let closed = false
    far.onClose(() => (closed = true))
    raw.send(message)
    await settled()
    expect(closed).toBe(true)
    expect(conversationOf(message)).toBeUndefined()
  })

  it('closes on a call that is not acceptable', async () => {
    const [near, far] = memoryLinkPair()
    const { rpc, onClose } = splitLink(far, data => data === 'good')
    const calls: unknown[] = []
    let closed = false
    rpc.on('message', event => calls.push(event?.data))
    onClose(() => (closed = true))
    splitLink(near).rpc.postMessage('good')
    near.send('rbad')
    near.send('rgood')
    await settled()
    expect({ calls, closed }).toStrictEqual({ calls: ['good'], closed: true })
  })

  it('closes rather than keep an endless backlog for a conversation nobody listens to', async () => {
    const { near, far } = joined()
    let closed = false
    far.onClose(() => (closed = true))
    for (let sent = 0; sent <= earlyMessages; sent++) near.live.send('x')
    await settled()
    expect(closed).toBe(true)
  })

  it('tells both the calls and the owner of the end', async () => {
    const { near, far } = joined()
    const told: string[] = []
    far.rpc.on('close', () => told.push('calls'))
    far.onClose(() => told.push('owner'))
    near.close()
    await settled()
    expect(told).toStrictEqual(['calls', 'owner'])
  })
})
