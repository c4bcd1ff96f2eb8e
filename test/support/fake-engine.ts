import type { EngineChild, EngineExit } from '@main/host/engine-child'
import type { EngineMessage, HostMessage } from '@main/host/engine-protocol'

/** An engine that does what the test says, when it says. */
export class FakeEngine implements EngineChild {
  readonly told: HostMessage[] = []
  killed = false
  #onMessage: ((message: EngineMessage) => void)[] = []
  #onExit: ((exit: EngineExit) => void)[] = []

  tell(message: HostMessage): void {
    this.told.push(message)
  }
  onMessage(listener: (message: EngineMessage) => void): void {
    this.#onMessage.push(listener)
  }
  onExit(listener: (exit: EngineExit) => void): void {
    this.#onExit.push(listener)
  }
  kill(): void {
    this.killed = true
    this.exit(null, 'SIGKILL')
  }
  say(message: EngineMessage): void {
    for (const listener of this.#onMessage) listener(message)
  }
  exit(code: number | null = 1, signal: string | null = null): void {
    for (const listener of this.#onExit.splice(0)) listener({ code, signal })
  }
}
