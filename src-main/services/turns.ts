import type { Clock } from '@shared/base/clock'

/** How long one round of the event loop may be spent on views' frames, ms: device bytes wait at most so long for them. */
const budget = 4

/**
 * Spreads the work for all views over rounds of the event loop. What is asked for while this round's time is spent waits
 * for the next, in order: a hundred views, or a page that asks for a thousand frames at once, make frames late, not reads.
 */
export interface Turns {
  /** The result of the job, run at once or in a later round. Rejects with what the job throws. */
  run<T>(job: () => T): Promise<T>
}

export function createTurns(clock: Clock): Turns {
  const waiting: (() => void)[] = []
  let spent = 0
  let scheduled = false

  function work(job: () => void): void {
    const began = clock.now()
    job()
    spent += clock.now() - began
    if (scheduled) return
    scheduled = true
    setImmediate(nextRound)
  }

  function nextRound(): void {
    scheduled = false
    spent = 0
    while (waiting.length > 0 && spent < budget) work(waiting.shift()!)
  }

  return {
    run: job =>
      new Promise((resolve, reject) => {
        const settle = (): void => {
          try {
            resolve(job())
          } catch (error) {
            reject(error)
          }
        }
        if (waiting.length > 0 || spent >= budget) waiting.push(settle)
        else work(settle)
      })
  }
}
