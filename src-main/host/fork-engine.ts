import { fork } from 'node:child_process'
import type { Link } from '@shared/wire/link'
import type { EngineChild, EngineExit } from './engine-child'
import { EngineMessage } from './engine-protocol'
import { createLinkChannel } from './link-channel'

/** An engine under Node: pages are joined to it by links that share the process's channel. */
export interface ForkedEngine extends EngineChild {
  readonly pid: number | undefined
  openLink(): Link
}

/**
 * Starts the engine as a child process. `advanced` serialization is what carries bytes as bytes.
 * Its standard output is joined to our standard error, so that a script reading ours sees only the ready line.
 */
export function forkEngine(script: string, execArgv: readonly string[] = []): ForkedEngine {
  const child = fork(script, [], {
    execArgv: [...execArgv],
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc']
  })
  const channel = createLinkChannel(send)
  let exit: EngineExit | undefined
  const messageListeners: ((message: EngineMessage) => void)[] = []
  const exitListeners: ((exit: EngineExit) => void)[] = []

  function send(message: unknown, written: () => void = () => undefined): void {
    if (child.connected) child.send(message as object, written)
  }
  function ended(how: EngineExit): void {
    if (exit) return
    exit = how
    channel.gone()
    for (const listener of exitListeners.splice(0)) listener(how)
  }
  child.on('message', message => {
    if (channel.receive(message)) return
    const parsed = EngineMessage.safeParse(message)
    if (parsed.success) for (const listener of messageListeners) listener(parsed.data)
  })
  child.on('exit', (code, signal) => ended({ code, signal }))
  child.on('error', () => {
    if (child.pid === undefined) ended({ code: null, signal: null })
  })
  child.on('disconnect', () => channel.gone())

  return {
    pid: child.pid,
    openLink: () => channel.open(),
    tell: message => send(message),
    onMessage: listener => void messageListeners.push(listener),
    onExit(listener) {
      if (exit) listener(exit)
      else exitListeners.push(listener)
    },
    kill: () => void child.kill('SIGKILL')
  }
}
