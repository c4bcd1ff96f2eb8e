import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { forkEngine } from '@main/host/fork-engine'
import { serve, type Serving } from '@main/host/http/serve'
import type { Clock } from '@shared/base/clock'
import type { Link } from '@shared/wire/link'
import { linkOverSocket } from '@shared/wire/socket-link'

/** A headless host over a page of one file and the given engine, ready. */
export interface OpenHost {
  readonly serving: Serving
  readonly origin: string
  /** Its data folder, which is removed when it stops. */
  readonly data: string
  readonly log: readonly string[]
  /** A socket as the page would open it; `open` or `refused` with the status. */
  socket(changes?: SocketChanges): Promise<WebSocket | number>
  openLink(): Promise<Link>
  stop(): Promise<void>
}

export interface SocketChanges {
  readonly token?: string
  readonly origin?: string
  readonly host?: string
  readonly path?: string
  readonly protocols?: string[]
}

export async function openHost(
  script: string,
  changes: { open?: string[]; clock?: Clock; ready?: boolean } = {}
): Promise<OpenHost> {
  const data = mkdtempSync(join(tmpdir(), 'signalbox-host-'))
  const page = mkdtempSync(join(tmpdir(), 'signalbox-page-'))
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Signalbox</title>')
  writeFileSync(join(page, '.hidden'), 'not for anybody')
  const log: string[] = []
  const serving = await serve(
    { port: 0, data, noOpen: true, open: changes.open ?? [] },
    {
      locations: { engine: script, page, preload: '', icon: '' },
      log: (level, text) => log.push(`${level}: ${text}`),
      clock: changes.clock,
      spawn: () => forkEngine(script)
    }
  )
  if (changes.ready !== false) await serving.ready
  const origin = `http://127.0.0.1:${serving.port}`

  async function socket(wanted: SocketChanges = {}): Promise<WebSocket | number> {
    const protocols = wanted.protocols ?? ['signalbox', `token.${wanted.token ?? serving.token}`]
    const socket = new WebSocket(`ws://127.0.0.1:${serving.port}${wanted.path ?? '/link'}`, protocols, {
      headers: {
        ...(wanted.origin === '' ? {} : { Origin: wanted.origin ?? origin }),
        ...(wanted.host === undefined ? {} : { Host: wanted.host })
      }
    })
    const refused = new Promise<number>(resolve =>
      socket.on('unexpected-response', (request, response) => {
        resolve(response.statusCode ?? 0)
        request.destroy()
      })
    )
    socket.on('error', () => undefined)
    return Promise.race([refused, once(socket, 'open').then(() => socket)])
  }

  return {
    serving,
    origin,
    data,
    log,
    socket,
    async openLink() {
      const opened = await socket()
      if (typeof opened === 'number') throw new Error(`refused with ${opened}`)
      return linkOverSocket(opened)
    },
    async stop() {
      await serving.stop()
      rmSync(data, { recursive: true, force: true })
      rmSync(page, { recursive: true, force: true })
    }
  }
}
