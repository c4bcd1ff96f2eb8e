import type { LiveClient } from '../connection/live-client'
import { motionStep } from './motion'
import { RenderClock } from './render-clock'

const clocks = new WeakMap<LiveClient, Map<string, RenderClock>>()

/** The clock that all charts of a session share, so that their right edges are one and the same. */
export function sessionClock(live: LiveClient, session: string): RenderClock {
  let ofClient = clocks.get(live)
  if (!ofClient) clocks.set(live, (ofClient = new Map()))
  let clock = ofClient.get(session)
  if (!clock) ofClient.set(session, (clock = new RenderClock(motionStep)))
  return clock
}
