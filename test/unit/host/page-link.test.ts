import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'
import { describe, expect, it } from 'vitest'
import { bridge, closeCodes, linkToPage, rpcLimit, totalLimit } from '@main/host/http/page-link'
import { manualClock, type ManualClock } from '@shared/base/manual-clock'
import type { Link } from '@shared/wire/link'
import { memoryLinkPair } from '@shared/wire/memory-link'
import { settled } from '../../support/flow-collect'

/** A socket whose other side reads only when told to. */
class StalledSocket extends EventEmitter {
  binaryType = 'nodebuffer'
  readyState = 1
  bufferedAmount = 0
  pings = 0
  terminated = false
  closedWith: number | undefined
  readonly sent: (string | Uint8Array)[] = []
  readonly #waiting: (() => void)[] = []

  addEventListener(event: string, listener: () => void): void {
    this.on(event, listener)
  }
  send(data: string | Uint8Array, done?: () => void): void {
    this.sent.push(data)
    this.bufferedAmount += data.length
    this.#waiting.push(() => {
      this.bufferedAmount -= data.length
      done?.()
    })
  }
  read(): void {
    for (const taken of this.#waiting.splice(0)) taken()
  }
  close(code: number): void {
    this.closedWith = code
    this.readyState = 2
  }
  ping(): void {
    this.pings++
  }
  terminate(): void {
    this.terminated = true
    this.emit('close')
  }
}

function stalled(): { socket: StalledSocket; clock: ManualClock; link: Link } {
  const socket = new StalledSocket()
  const clock = manualClock()
  return { socket, clock, link: linkToPage(socket as unknown as WebSocket, clock) }
}
const answer = 'r' + 'x'.repeat(rpcLimit / 4)
const frame = new Uint8Array(totalLimit / 8).fill(2)

describe('the link to a slow page', () => {
  it('is closed when calls pile up, instead of growing', () => {
    const { socket, link } = stalled()
    for (let sent = 0; sent < 20; sent++) link.send(answer)
    expect(socket.closedWith).toBe(closeCodes.slow)
    expect(socket.sent.length).toBe(4)
  })

  it('stays open when the page keeps reading', () => {
    const { socket, link } = stalled()
    for (let sent = 0; sent < 20; sent++) {
      link.send(answer)
      socket.read()
    }
    expect(socket.closedWith).toBeUndefined()
  })

  it('lets one answer of any size through', () => {
    const { socket, link } = stalled()
    link.send('r' + 'x'.repeat(3 * rpcLimit))
    expect(socket.sent.length).toBe(1)
    expect(socket.closedWith).toBeUndefined()
  })

  it('does not count live frames against the calls, but bounds them too', () => {
    const { socket, link } = stalled()
    for (let sent = 0; sent < 3; sent++) link.send(frame)
    link.send('r{}')
    expect(socket.closedWith).toBeUndefined()
    for (let sent = 0; sent < 10; sent++) link.send(frame)
    expect(socket.closedWith).toBe(closeCodes.slow)
  })
})

describe('the watch over a page', () => {
  it('ends a page that gives no sign of life, and keeps one that does', async () => {
    const { socket, clock } = stalled()
    await clock.advance(20_000)
    socket.emit('pong')
    await clock.advance(20_000)
    expect([socket.pings, socket.terminated]).toEqual([2, false])
    await clock.advance(20_000)
    expect(socket.terminated).toBe(true)
    await settled()
    expect(clock.sleeping).toBe(0)
  })

  it('leaves no timer behind when the page goes', async () => {
    const { socket, clock } = stalled()
    socket.emit('close')
    await settled()
    expect(clock.sleeping).toBe(0)
  })
})

describe('a bridge', () => {
  it('carries both ways, and both sides end together', async () => {
    const [page, pageSide] = memoryLinkPair()
    const [engineSide, engine] = memoryLinkPair()
    bridge(pageSide, engineSide)
    const heard: unknown[] = []
    page.onMessage(message => heard.push(message))
    engine.onMessage(message => heard.push(message))
    page.send('to the engine')
    engine.send(Uint8Array.of(1))
    await settled()
    expect(heard).toEqual(expect.arrayContaining(['to the engine', Uint8Array.of(1)]))
    let ended = false
    engine.onClose(() => (ended = true))
    page.close()
    await settled()
    expect(ended).toBe(true)
  })
})
