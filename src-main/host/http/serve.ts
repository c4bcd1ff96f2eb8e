import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { systemClock, type Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { BroughtFile, LogLevel } from '../engine-protocol'
import { forkEngine, type ForkedEngine } from '../fork-engine'
import type { Locations } from '../locations'
import type { ServeOptions } from '../serve-options'
import { supervise, type Supervisor } from '../supervisor'
import { version } from '../version'
import { createAccess } from './access'
import { createDoorway } from './doorway'
import { makeExports, removeExports, sweepExports, uploadLife } from './exports-folder'
import { bridge, closeCodes, linkToPage } from './page-link'
import { answerRequests, listen, requirePage } from './server'
import { pageSockets } from './sockets'

/** What the headless host needs beside its options; a test replaces the clock and the engine. */
export interface ServeParts {
  readonly locations: Locations
  log(level: LogLevel, text: string): void
  readonly clock?: Clock
  spawn?(): ForkedEngine
  /** Further origins that serve the page: the dev server's. */
  readonly origins?: readonly string[]
}

export interface Serving {
  readonly port: number
  readonly token: string
  readonly supervisor: Supervisor<ForkedEngine>
  /** Resolves when the first engine answers calls; rejects when it says that it cannot start. */
  readonly ready: Promise<void>
  /** An address that leads one browser to the page, once. */
  enterUrl(): string
  /** Completes the captures and closes everything; bounded. */
  stop(): Promise<void>
}

/** Starts the engine and serves its page on loopback. @throws SignalboxError when the port or a folder cannot be used. */
export async function serve(options: ServeOptions, parts: ServeParts): Promise<Serving> {
  const { clock = systemClock, log, locations } = parts
  requirePage(locations.page)
  const exportsFolder = join(options.data, 'exports')
  const uploadsFolder = join(options.data, 'uploads')
  await prepare(options.data, [exportsFolder, uploadsFolder])
  const started = clock.now()
  const server = await listen(options.port)
  const { port } = server.address() as AddressInfo
  const access = createAccess(port, parts.origins)
  const doorway = createDoorway(() => clock.now())
  const over = new AbortController()
  const cannotRemove = (error: unknown): void => log('warn', `Old exports cannot be removed: ${String(error)}`)
  void sweepExports(exportsFolder, clock, over.signal).catch(cannotRemove)
  void sweepExports(uploadsFolder, clock, over.signal, uploadLife).catch(cannotRemove)

  const supervisor = supervise<ForkedEngine>({
    spawn: parts.spawn ?? (() => forkEngine(locations.engine)),
    options: { dataFolder: options.data, open: [...options.open], exportsFolder, version, resume: false },
    clock,
    log
  })
  // Only once the engine has the folder for itself: before, the exports may be another's.
  supervisor.onReady(() => {
    for (const folder of [exportsFolder, uploadsFolder]) void removeExports(folder, started).catch(cannotRemove)
  })
  const ready = new Promise<void>((resolve, reject) => {
    supervisor.onReady(() => resolve())
    supervisor.onRefused(({ message, remedy }) => reject(new SignalboxError('storage', message, { remedy })))
  })
  ready.catch(() => undefined)
  const isReady = (): boolean => supervisor.engine !== null
  const sockets = pageSockets(access, isReady, socket => {
    if (supervisor.engine) bridge(linkToPage(socket, clock), supervisor.engine.openLink())
    else socket.close(closeCodes.restart, 'the engine is being started')
  })
  function bring(ticket: string, file: BroughtFile): boolean {
    supervisor.engine?.tell({ type: 'file', ticket, file })
    return supervisor.engine !== null
  }
  const served = { access, doorway, page: locations.page, exportsFolder, uploadsFolder, isReady, bring }
  server.on('request', answerRequests(served, port))
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head))

  return {
    port,
    token: access.token,
    supervisor,
    ready,
    enterUrl: () => `http://127.0.0.1:${port}${doorway.open()}`,
    async stop() {
      over.abort()
      await supervisor.stop()
      sockets.closeAll(closeCodes.goingAway, 'Signalbox has been stopped')
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }
  }
}

async function prepare(dataFolder: string, folders: readonly string[]): Promise<void> {
  try {
    await mkdir(dataFolder, { recursive: true })
    for (const folder of folders) await makeExports(folder)
  } catch (error) {
    throw new SignalboxError('storage', `the data folder ${dataFolder} cannot be used: ${String(error)}`, {
      remedy: 'Choose another with --data DIR.',
      cause: error
    })
  }
}
