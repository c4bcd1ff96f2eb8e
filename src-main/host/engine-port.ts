import { systemClock, type Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'
import type { Problem } from '@shared/model/session'
import type { Link } from '@shared/wire/link'
import { linkOverPort, type AnyPort } from '@shared/wire/port-link'
import {
  aliveInterval,
  type BroughtFile,
  HostMessage,
  type EngineMessage,
  type EngineOptions,
  type LogLevel
} from './engine-protocol'
import { createLinkChannel, type LinkChannel, type LinkEnvelope } from './link-channel'

export { EngineOptions } from './engine-protocol'
export type { LogLevel } from './engine-protocol'

/** What the engine does when its host asks. Each is called in the order of the host's messages. */
export interface EngineHandlers {
  /** Once, before anything else. */
  onStart(options: EngineOptions): void
  /** A page is there. Its messages are kept until `onMessage` is called on the link. */
  onLink(link: Link): void
  /** Stop cleanly: complete the captures, then exit. Called once, also when the host has disappeared. */
  onShutdown(): void
  /** An export that names this ticket may write this path, once: the user chose it in a save dialog. */
  onGrant(ticket: string, path: string): void
  /** Calls that name this ticket may read this file: the user brought it. */
  onFile(ticket: string, file: BroughtFile): void
}

/** What the engine says to its host. After the host has gone, nothing. */
export interface EngineHost {
  /** Says that calls are being answered, and from then on that this process is alive. */
  ready(): void
  /** Says why it cannot start, nor could another. */
  refuse(problem: Problem): void
  log(level: LogLevel, text: string): void
}

/** The engine's end of Electron's `utilityProcess`. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: AnyPort[] }) => void): unknown
  postMessage(message: unknown): void
}

/** The part of `process` that is used here; a test gives its own. */
export interface EngineProcess {
  readonly parentPort?: ParentPort
  readonly connected: boolean
  send?(message: unknown, callback: (error: Error | null) => void): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
  on(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/**
 * The engine's side of its host, whichever it is: a Node process that forked it, or Electron's main process.
 * Call it in the first turn of the process, so that no message is missed.
 */
export function acceptLinks(
  handlers: EngineHandlers,
  self: EngineProcess = process,
  clock: Clock = systemClock
): EngineHost {
  const gone = new AbortController()
  let shutDown = false
  function shutdown(): void {
    if (shutDown) return
    shutDown = true
    handlers.onShutdown()
  }
  function obey(message: unknown): void {
    const parsed = HostMessage.safeParse(message)
    if (!parsed.success) throw new Error(`the host said something that is not in the protocol: ${parsed.error.message}`)
    if (parsed.data.type === 'start') handlers.onStart(parsed.data.options)
    else if (parsed.data.type === 'shutdown') shutdown()
    else if (parsed.data.type === 'grant') handlers.onGrant(parsed.data.ticket, parsed.data.path)
    else if (parsed.data.type === 'file') handlers.onFile(parsed.data.ticket, parsed.data.file)
  }

  // Ctrl-C reaches every process of a terminal's group; the engine stops when its host says so, captures completed.
  self.on('SIGINT', () => undefined)
  self.on('SIGTERM', shutdown)
  const say = self.parentPort
    ? underElectron(self.parentPort, handlers, obey)
    : underNode(self, handlers, { obey, shutdown })
  self.on('disconnect', () => gone.abort())

  async function beat(): Promise<void> {
    try {
      for (;;) {
        await clock.sleep(aliveInterval, gone.signal)
        say({ type: 'alive' })
      }
    } catch (error) {
      if (!isCancelled(error)) throw error
    }
  }
  return {
    ready() {
      say({ type: 'ready' })
      void beat()
    },
    refuse: problem => say({ type: 'refused', problem }),
    log: (level, text) => say({ type: 'log', level, text })
  }
}

type Say = (message: EngineMessage) => void

function underElectron(parent: ParentPort, handlers: EngineHandlers, obey: (message: unknown) => void): Say {
  parent.on('message', ({ data, ports }) => {
    const [port] = ports
    if (port) handlers.onLink(linkOverPort(port))
    else obey(data)
  })
  return message => parent.postMessage(message)
}

function underNode(
  self: EngineProcess,
  handlers: EngineHandlers,
  { obey, shutdown }: { obey(message: unknown): void; shutdown(): void }
): Say {
  const say = (message: EngineMessage | LinkEnvelope, written: () => void = () => undefined): void => {
    // The callback takes the error of a channel that breaks in this very moment; 'disconnect' follows.
    if (self.connected) self.send?.(message, written)
  }
  const channel: LinkChannel = createLinkChannel(say, handlers.onLink)
  self.on('message', message => {
    if (!channel.receive(message)) obey(message)
  })
  self.on('disconnect', () => {
    channel.gone()
    shutdown()
  })
  return say
}
