import type { StreamEvent } from '@shared/model/event'
import type { SessionStatus } from '@shared/model/session'

/** How a session stands with its device. */
export type Standing = Pick<SessionStatus, 'phase' | 'problem'>

/** How it stands after the event. */
export function standingAfter(event: StreamEvent, before: Standing): Standing {
  if (event.kind === 'connected') return { phase: 'live', problem: null }
  if (event.kind === 'disconnected') {
    const remedy = 'It is opened again as soon as it is back.'
    return { phase: 'waiting', problem: { code: 'disconnected', message: event.reason, remedy } }
  }
  if (event.kind !== 'fault' || event.place !== 'device') return before
  const { code, message, remedy } = event
  return { phase: before.phase === 'waiting' ? 'waiting' : 'failed', problem: { code, message, remedy } }
}
