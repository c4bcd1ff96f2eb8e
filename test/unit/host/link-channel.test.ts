import { describe, expect, it } from 'vitest'
import { createLinkChannel, linkLimit, type LinkEnvelope } from '@main/host/link-channel'

/** A channel that writes nothing until it is told to. */
function slowChannel(): { sent: LinkEnvelope[]; write(): void; channel: ReturnType<typeof createLinkChannel> } {
  const sent: LinkEnvelope[] = []
  const unwritten: (() => void)[] = []
  const channel = createLinkChannel((envelope, written) => {
    sent.push(envelope)
    unwritten.push(written)
  })
  return {
    sent,
    channel,
    write() {
      for (const written of unwritten.splice(0)) written()
    }
  }
}

describe('links that share a channel', () => {
  it('are closed when too much of theirs waits to be written, without harm to the others', () => {
    const { sent, channel } = slowChannel()
    const [flooded, other] = [channel.open(), channel.open()]
    let closed = 0
    flooded.onClose(() => closed++)
    other.onClose(() => closed++)
    const megabytes = new Uint8Array(8 * 1024 * 1024)
    for (let message = 0; message < 100; message++) flooded.send(megabytes)
    other.send('hello')
    expect(sent.filter(({ type, link }) => type === 'message' && link === 1).length).toBe(5)
    expect(sent.filter(({ type }) => type === 'close')).toEqual([{ type: 'close', link: 1 }])
    expect(sent.at(-1)).toEqual({ type: 'message', link: 2, data: 'hello' })
    expect(closed).toBe(1)
  })

  it('carry any amount that is written in time', () => {
    const { sent, channel, write } = slowChannel()
    const link = channel.open()
    for (let message = 0; message < 10; message++) {
      link.send(new Uint8Array(linkLimit))
      write()
    }
    expect(sent.filter(({ type }) => type === 'message').length).toBe(10)
  })
})
