import { utilityProcess, type MessagePortMain } from 'electron'
import type { EngineChild, EngineExit } from '../engine-child'
import { EngineMessage } from '../engine-protocol'

/** An engine under Electron: a page is joined to it by a port of its own, which does not pass through this process. */
export interface UtilityEngine extends EngineChild {
  join(port: MessagePortMain): void
}

export function startUtilityEngine(script: string): UtilityEngine {
  const child = utilityProcess.fork(script, [], { serviceName: 'Signalbox engine', stdio: 'inherit' })
  let exit: EngineExit | undefined
  child.on('exit', code => {
    exit = { code, signal: null }
  })
  return {
    tell: message => child.postMessage(message),
    join: port => child.postMessage({ type: 'link' }, [port]),
    onMessage(listener) {
      child.on('message', message => {
        const parsed = EngineMessage.safeParse(message)
        if (parsed.success) listener(parsed.data)
      })
    },
    onExit(listener) {
      if (exit) listener(exit)
      else child.once('exit', code => listener({ code, signal: null }))
    },
    kill() {
      // Electron's own kill() only asks, and this is for an engine that was asked already.
      if (child.pid === undefined) child.kill()
      else process.kill(child.pid, 'SIGKILL')
    }
  }
}
