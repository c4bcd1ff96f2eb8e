import type { EngineMessage, HostMessage } from './engine-protocol'

/** How an engine ended; `code` is null when a signal ended it. */
export interface EngineExit {
  readonly code: number | null
  readonly signal: string | null
}

/** A running engine as its supervisor sees it. The hosts add how a page is joined to it. */
export interface EngineChild {
  tell(message: HostMessage): void
  onMessage(listener: (message: EngineMessage) => void): void
  /** Fires once, however the process ended, also when it could not be started at all. */
  onExit(listener: (exit: EngineExit) => void): void
  /** Ends it at once, without asking. */
  kill(): void
}
