import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { acceptLinks, type EngineHost, type EngineProcess } from '@main/host/engine-port'
import { aliveInterval } from '@main/host/engine-protocol'
import type { Clock } from '@shared/base/clock'
import { manualClock } from '@shared/base/manual-clock'
import type { Link } from '@shared/wire/link'
import { MessageChannelMain } from '../../support/electron-ports'
import { settled } from '../../support/flow-collect'

class FakeProcess extends EventEmitter implements EngineProcess {
  connected = true
  readonly sent: unknown[] = []
  parentPort?: EngineProcess['parentPort'] & EventEmitter
  send(message: unknown): boolean {
    this.sent.push(message)
    return true
  }
}

function accept(
  self: FakeProcess,
  clock: Clock = manualClock()
): { host: EngineHost; calls: unknown[]; links: Link[] } {
  const calls: unknown[] = []
  const links: Link[] = []
  const host = acceptLinks(
    {
      onStart: options => calls.push(options),
      onLink: link => links.push(link),
      onShutdown: () => calls.push('shutdown'),
      onGrant: (ticket, path) => calls.push([ticket, path]),
      onFile: (ticket, file) => calls.push([ticket, file])
    },
    self,
    clock
  )
  return { host, calls, links }
}
const start = { type: 'start', options: { dataFolder: '/d', version: '1' } }
const ticket = 'f'.repeat(64)

describe("the engine's port under Node", () => {
  it('says that it is alive once it is ready, until the host has gone', async () => {
    const self = new FakeProcess()
    const clock = manualClock()
    const { host } = accept(self, clock)
    await clock.advance(5 * aliveInterval)
    expect(self.sent).toEqual([])
    host.ready()
    await clock.advance(2 * aliveInterval)
    expect(self.sent).toEqual([{ type: 'ready' }, { type: 'alive' }, { type: 'alive' }])
    self.connected = false
    self.emit('disconnect')
    await settled()
    expect(clock.sleeping).toBe(0)
  })

  it('says why it cannot start', () => {
    const self = new FakeProcess()
    const problem = { code: 'busy', message: 'used', remedy: 'Choose another.' }
    accept(self).host.refuse(problem)
    expect(self.sent).toEqual([{ type: 'refused', problem }])
  })

  it('is told its options with the defaults, a grant, and to shut down, once', () => {
    const self = new FakeProcess()
    const { calls } = accept(self)
    self.emit('message', start)
    self.emit('message', { type: 'grant', ticket, path: '/out.csv' })
    self.emit('message', { type: 'shutdown' })
    self.emit('SIGTERM')
    self.emit('disconnect')
    expect(calls).toEqual([
      { dataFolder: '/d', version: '1', open: [], resume: false },
      [ticket, '/out.csv'],
      'shutdown'
    ])
  })

  it('shuts down and ends its links when the host disappears, and then says nothing more', async () => {
    const self = new FakeProcess()
    const { calls, links, host } = accept(self)
    self.emit('message', { type: 'open', link: 1 })
    let closed = false
    links[0]!.onClose(() => (closed = true))
    host.ready()
    self.connected = false
    self.emit('disconnect')
    host.log('info', 'nobody hears')
    links[0]!.send('nobody hears')
    await settled()
    expect({ calls, closed, sent: self.sent }).toEqual({ calls: ['shutdown'], closed: true, sent: [{ type: 'ready' }] })
  })

  it('does not stop at Ctrl-C by itself: its host decides', () => {
    const self = new FakeProcess()
    const { calls } = accept(self)
    self.emit('SIGINT')
    expect(calls).toEqual([])
  })

  it('refuses what is not in the protocol', () => {
    const self = new FakeProcess()
    accept(self)
    expect(() => self.emit('message', { type: 'grant', ticket: 'short', path: '/x' })).toThrow('not in the protocol')
    expect(() => self.emit('message', null)).toThrow('not in the protocol')
  })
})

describe("the engine's port under Electron", () => {
  it('takes its links from the ports it is sent, and speaks through the parent port', async () => {
    const self = new FakeProcess()
    const parent = Object.assign(new EventEmitter(), {
      postMessage: (message: unknown) => void self.sent.push(message)
    })
    self.parentPort = parent
    const { host, calls, links } = accept(self)
    parent.emit('message', { data: start, ports: [] })
    const { port1, port2 } = new MessageChannelMain()
    parent.emit('message', { data: { type: 'link' }, ports: [port2] })
    host.ready()
    const heard = new Promise(resolve => {
      port1.on('message', ({ data }: { data: unknown }) => resolve(data))
      port1.start()
    })
    links[0]!.send('hello')
    expect(await heard).toBe('hello')
    parent.emit('message', { data: { type: 'shutdown' }, ports: [] })
    expect(calls).toEqual([expect.objectContaining({ dataFolder: '/d' }), 'shutdown'])
    expect(self.sent).toEqual([{ type: 'ready' }])
    links[0]!.close()
  })
})
