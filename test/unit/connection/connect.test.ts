import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { connect, type ConnectionState } from '@renderer/connection/connect'
import type { Door, NoLink } from '@renderer/connection/door'
import { portDoor } from '@renderer/connection/link-port'
import { tokenOf, webSocketDoor } from '@renderer/connection/link-websocket'
import { manualClock, type ManualClock } from '@shared/base/manual-clock'
import { pageMessages } from '@shared/wire/desktop'
import type { Link } from '@shared/wire/link'
import { memoryLinkPair } from '@shared/wire/memory-link'
import { settled } from '../../support/flow-collect'
import { buildScript } from '../../support/build-script'
import { openHost } from '../../support/open-host'
import { WebSocket as NodeWebSocket } from 'ws'

/** A door that gives what the test has put behind it, one a knock; then it stays shut. */
function scripted(outcomes: (Link | NoLink)[]): Door & { knocks: number } {
  return {
    knocks: 0,
    async open() {
      this.knocks++
      return outcomes.shift() ?? 'unreachable'
    }
  }
}

interface Begun {
  readonly states: ConnectionState[]
  readonly clock: ManualClock
  readonly page: AbortController
  readonly links: AsyncGenerator<Link, void, undefined>
}

function begin(door: Door): Begun {
  const states: ConnectionState[] = []
  const clock = manualClock()
  const page = new AbortController()
  const links = connect({ signal: page.signal, onState: state => states.push(state), clock, door })
  return { states, clock, page, links }
}

describe('a connection', () => {
  it('costs nothing before the first link is asked for', () => {
    const door = scripted([])
    const { states } = begin(door)
    expect([door.knocks, states]).toEqual([0, []])
  })

  it('gives one link after the other, and tells what becomes of them', async () => {
    const [[first, firstFar], [second]] = [memoryLinkPair(), memoryLinkPair()]
    const { states, clock, links, page } = begin(scripted([first, 'unreachable', second]))
    expect((await links.next()).value).toBe(first)
    const next = links.next()
    firstFar.close()
    await clock.advance(1000)
    expect((await next).value).toBe(second)
    expect(states).toEqual(['connecting', 'connected', 'lost', 'connected'])
    page.abort()
  })

  it('tries less and less often, five seconds apart at most', async () => {
    const door = scripted([])
    const { clock, links, page } = begin(door)
    const ended = links.next()
    await clock.advance(200 + 400 + 800)
    expect(door.knocks).toBe(4)
    await clock.advance(60_000)
    const before = door.knocks
    await clock.advance(50_000)
    expect(door.knocks - before).toBe(10)
    page.abort()
    expect((await ended).done).toBe(true)
    expect(clock.sleeping).toBe(0)
  })

  it('says when the token is wrong, and goes on as soon as it is right', async () => {
    const [link] = memoryLinkPair()
    const { states, clock, links, page } = begin(scripted(['refused', 'refused', link]))
    const next = links.next()
    await clock.advance(1000)
    expect((await next).value).toBe(link)
    expect(states).toEqual(['connecting', 'refused', 'connected'])
    page.abort()
  })

  it('closes its link when the loop is left, and when the page goes', async () => {
    const [[one, oneFar], [two, twoFar]] = [memoryLinkPair(), memoryLinkPair()]
    let closed = 0
    for (const far of [oneFar, twoFar]) far.onClose(() => closed++)
    for await (const link of begin(scripted([one])).links) {
      expect(link).toBe(one)
      break
    }
    const { links, page } = begin(scripted([two]))
    await links.next()
    const end = links.next()
    page.abort()
    expect((await end).done).toBe(true)
    await settled()
    expect(closed).toBe(2)
  })
})

describe("the desktop app's door", () => {
  /** As much of a window as the door needs. */
  class FakeWindow extends EventTarget {
    readonly location = { origin: 'app://signalbox' }
    readonly posted: unknown[] = []
    postMessage(message: unknown): void {
      this.posted.push(message)
    }
    hand(data: unknown, port?: unknown, source: unknown = this): void {
      this.dispatchEvent(Object.assign(new Event('message'), { data, source, ports: port ? [port] : [] }))
    }
  }
  function door(): { window: FakeWindow; door: Door } {
    const window = new FakeWindow()
    return { window, door: portDoor(window as unknown as Window) }
  }

  it('says that it listens, and makes a link of the port it is handed, sooner or later', async () => {
    const { window, door: opened } = door()
    expect(window.posted).toEqual([pageMessages.listening])
    const { port1, port2 } = new MessageChannel()
    window.hand(pageMessages.port, port1)
    const link = (await opened.open(new AbortController().signal)) as Link
    const heard = new Promise(resolve => port2.on('message', resolve))
    link.send('hello')
    expect(await heard).toBe('hello')
    const later = opened.open(new AbortController().signal)
    const second = new MessageChannel()
    window.hand(pageMessages.port, second.port1)
    const next = (await later) as Link
    link.close()
    next.close()
  })

  it('takes a port from nobody but its own window', async () => {
    const { window, door: opened } = door()
    const { port1, port2 } = new MessageChannel()
    window.hand(pageMessages.port, port1, {})
    window.hand('other', port1)
    window.hand(pageMessages.port)
    const page = new AbortController()
    const waiting = opened.open(page.signal)
    page.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    port2.close()
  })
})

describe("the browser's door", () => {
  it('finds the token in the address', () => {
    const token = 'a1'.repeat(32)
    expect(tokenOf(`#token=${token}`)).toBe(token)
    expect(tokenOf(`#other=1&token=${token}`)).toBe(token)
    expect([tokenOf(''), tokenOf('#token='), tokenOf('#token=xyz')]).toEqual([undefined, undefined, undefined])
  })

  it('opens to the right token, and tells a wrong one from a host that is away', async () => {
    const host = await openHost(await buildScript('test/support/tiny-engine.ts'))
    const location = { host: `127.0.0.1:${host.serving.port}`, protocol: 'http:', hash: `#token=${host.serving.token}` }
    class PageSocket extends NodeWebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols, { headers: { Origin: host.origin } })
        this.on('error', () => undefined)
      }
    }
    const open = (hash = location.hash): Promise<Link | NoLink> =>
      webSocketDoor({
        location: { ...location, hash },
        WebSocket: PageSocket as unknown as typeof WebSocket,
        fetch: (path, init) => fetch(host.origin + String(path), init)
      }).open(new AbortController().signal)
    const link = await open()
    expect(typeof link).toBe('object')
    if (typeof link !== 'string') link.close()
    expect(await open(`#token=${'0'.repeat(64)}`)).toBe('refused')
    expect(await open('')).toBe('refused')
    await host.stop()
    expect(await open()).toBe('unreachable')
  })
})
