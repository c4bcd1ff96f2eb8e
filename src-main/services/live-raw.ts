import type { Clock } from '@shared/base/clock'
import type { LiveRequest, RawFrame } from '@shared/wire/live'
import type { RawLog } from '../pipeline/raw-log'
import type { CreditGate } from './credit-gate'
import type { Turns } from './turns'

export type RawRequest = Extract<LiveRequest, { kind: 'raw' }>

/** Bytes of a frame: a page that was away gets the log in pieces it can show one after the other. */
const maximumBytes = 65_536
/** Frames of a subscription are never closer than this, ms: nobody reads faster. */
const shortestInterval = 33

/**
 * The bytes a session reads and sends from `request.from` on, for as long as somebody pulls. Each frame costs a credit; a
 * view that is slower than the device is told how much it missed.
 */
export async function* rawFrames(
  log: RawLog,
  { from, subscription }: RawRequest,
  { credits, clock, signal, turns }: { credits: CreditGate; clock: Clock; signal: AbortSignal; turns: Turns }
): AsyncGenerator<RawFrame, void, void> {
  let next = from
  for (let sequence = 1; ;) {
    await credits.take(signal)
    while (log.end === next || log.end === log.begin) await log.whenAppended(signal)
    const stretch = await turns.run(() => log.stretch(next, maximumBytes))
    signal.throwIfAborted()
    yield { ...stretch, subscription, sequence: sequence++ }
    next = stretch.start + stretch.bytes.length
    if (next === log.end) await clock.sleep(shortestInterval, signal)
  }
}
