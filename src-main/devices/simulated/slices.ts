import { setImmediate as eventLoopTurn } from 'node:timers/promises'
import type { Clock } from '@shared/base/clock'
import { schedule, type Scheduler } from '@shared/flow/schedule'

const schedulers = new WeakMap<Clock, Scheduler>()

/**
 * The scheduler all simulators of a clock share: they make their lines in turn, 4 ms together, before the event loop
 * (and with it every serial port) has its turn.
 */
export function simulatorSlices(clock: Clock): Scheduler {
  const known = schedulers.get(clock)
  if (known) return known
  const made = schedule({ clock, yieldToEventLoop: () => eventLoopTurn() })
  schedulers.set(clock, made)
  return made
}
