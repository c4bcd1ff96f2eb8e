import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'

/** A clock that goes only when it is told to. */
export class ManualClock implements Clock {
  #now = 1_000_000
  #sleepers: { until: number; wake: () => void }[] = []

  now(): number {
    return this.#now
  }

  /** Sleeps under way. */
  get sleeping(): number {
    return this.#sleepers.length
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        this.#sleepers = this.#sleepers.filter(one => one !== sleeper)
        reject(new SignalboxError('cancelled', 'the wait was cancelled'))
      }
      const sleeper = {
        until: this.#now + milliseconds,
        wake: () => {
          signal?.removeEventListener('abort', cancel)
          resolve()
        }
      }
      if (signal?.aborted) return cancel()
      signal?.addEventListener('abort', cancel, { once: true })
      this.#sleepers.push(sleeper)
    })
  }

  /** Lets time pass, then everything that was waiting for it run. */
  async advance(milliseconds: number): Promise<void> {
    this.#now += milliseconds
    const due = this.#sleepers.filter(({ until }) => until <= this.#now)
    this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#now)
    for (const { wake } of due) wake()
    await settled()
  }
}

/** After everything that can run without time passing has run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve))
}
