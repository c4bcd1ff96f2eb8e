import type { Clock } from '@shared/base/clock'
import type { SessionStatus } from '@shared/model/session'
import type { SessionRegistry } from './registry'

/** A snapshot is taken for all views that ask within this, ms: a hundred views cost as much as one. */
const shared = 100

export interface StatusSnapshot {
  readonly sessions: SessionStatus[]
  /** The same as text, to see whether anything has changed. */
  readonly text: string
}

/** Every session's status, at most ten times a second anew unless a session was opened or closed. */
export function sharedStatus(
  registry: Pick<SessionRegistry, 'status' | 'version'>,
  clock: Clock
): () => StatusSnapshot {
  let taken = -Infinity
  let version = -1
  let snapshot: StatusSnapshot = { sessions: [], text: '' }
  return () => {
    const now = clock.now()
    if (now - taken >= shared || version !== registry.version) {
      taken = now
      version = registry.version
      const sessions = registry.status()
      snapshot = { sessions, text: JSON.stringify(sessions) }
    }
    return snapshot
  }
}
