import { MessageChannel } from 'node:worker_threads'
import { createLinkChannel } from '@main/host/link-channel'
import { linkToPage } from '@main/host/http/page-link'
import { systemClock } from '@shared/base/clock'
import type { Link } from '@shared/wire/link'
import { memoryLinkPair } from '@shared/wire/memory-link'
import { linkOverPort } from '@shared/wire/port-link'
import { linkOverSocket } from '@shared/wire/socket-link'
import { MessageChannelMain } from './electron-ports'
import { socketPair } from './socket-pair'

/** Two joined ends over one kind of transport. */
export interface LinkPair {
  readonly near: Link
  readonly far: Link
  stop?(): Promise<void>
}

/** Every transport, by name, as a fresh pair. */
export const linkPairs: Readonly<Record<string, () => Promise<LinkPair>>> = {
  async memory() {
    const [near, far] = memoryLinkPair()
    return { near, far }
  },
  async 'message ports'() {
    const { port1, port2 } = new MessageChannel()
    return { near: linkOverPort(port1), far: linkOverPort(port2) }
  },
  async "Electron's message ports"() {
    const { port1, port2 } = new MessageChannelMain()
    return { near: linkOverPort(port1), far: linkOverPort(port2) }
  },
  async 'WebSocket, page to host'() {
    const { client, server, stop } = await socketPair()
    return { near: linkOverSocket(client), far: linkToPage(server, systemClock), stop }
  },
  async 'WebSocket, host to page'() {
    const { client, server, stop } = await socketPair()
    return { near: linkToPage(server, systemClock), far: linkOverSocket(client), stop }
  },
  async "a process's channel, host to engine"() {
    const [near, far] = channelPair()
    return { near, far }
  },
  async "a process's channel, engine to host"() {
    const [far, near] = channelPair()
    return { near, far }
  }
}

/** Messages cross as they do between processes: cloned, in order, later. */
function channelPair(): [Link, Link] {
  let far: Link | undefined
  const host = createLinkChannel((message, written) =>
    later(() => {
      engine.receive(structuredClone(message))
      written()
    })
  )
  const engine = createLinkChannel(
    (message, written) =>
      later(() => {
        host.receive(structuredClone(message))
        written()
      }),
    link => (far = link)
  )
  // The first message opens the link over there: it is taken by hand, so that both ends exist when the pair is given.
  const near = host.open()
  engine.receive({ type: 'open', link: 1 })
  return [near, far!]
}

function later(work: () => void): void {
  setImmediate(work)
}
