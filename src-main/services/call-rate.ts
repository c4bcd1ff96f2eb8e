import type { Clock } from '@shared/base/clock'

/** Calls a view may make at once, e.g. when it connects, and a second after that: many times what a person can cause. */
const burst = 500
const perSecond = 200

/** Answers whether one more call is within what a page of ours makes; one that calls without end is closed. */
export function callRate(clock: Clock): () => boolean {
  let left = burst
  let last = clock.now()
  return () => {
    const now = clock.now()
    left = Math.min(burst, left + ((now - last) * perSecond) / 1000)
    last = now
    if (left < 1) return false
    left--
    return true
  }
}
