import type { SessionStatus } from '@shared/model/session'
import type { LiveClient } from '../connection/live-client'
import { sessionClock } from './session-clock'

/** Lets the clocks of replays go as fast as these do, so that charts move as evenly as they do for devices. */
export function paceReplays(live: LiveClient, sessions: readonly SessionStatus[], now: number): void {
  for (const { id, replay } of sessions) {
    if (!replay) continue
    const { position, paused, speed, trueSpeed } = replay
    const clock = sessionClock(live, id)
    // What was recorded is asked for from here on, not from today.
    if (Number.isNaN(clock.newest)) clock.observe(position, now)
    const keepsUp = trueSpeed === null || trueSpeed > speed / 2
    clock.run(!paused && keepsUp ? speed : 0, now)
  }
}
