/** An engine that lived shorter than this, ms, died "at once". */
export const quickDeath = 10_000
/** After so many quick deaths in a row the breaker opens. */
export const deathsToTrip = 5
/** The wait between two attempts while the breaker is open, ms. */
export const trippedDelay = 30_000

export interface RestartDelay {
  /** ms */
  readonly delay: number
  readonly tripped: boolean
}

/**
 * Is sent how long each engine lived, ms; answers how long to wait before the next one: nothing after a long life, then
 * 100, 200, 400, 800 ms while they die at once, and half a minute from the fifth quick death on. Every wait before the
 * breaker opens is under a second, which is the promise made to the page.
 */
export function* restartDelays(): Generator<RestartDelay, void, number> {
  let quick = 0
  let answer: RestartDelay = { delay: 0, tripped: false }
  for (;;) {
    const lived = yield answer
    quick = lived < quickDeath ? quick + 1 : 0
    const tripped = quick >= deathsToTrip
    answer = { delay: tripped ? trippedDelay : quick === 0 ? 0 : 50 * 2 ** quick, tripped }
  }
}
