import type { Source } from '@shared/flow/types'

/** An item of the laws: it has a time, so that joins by time take it too. */
export interface Reading {
  readonly time: number
  readonly from: string
}

export interface ProbeOptions {
  readonly name?: string
  /** How many readings it gives, at times 0, 1, 2, ... */
  readonly items: number
  /** What it does then: `stuck` parks and heeds no signal. */
  readonly then: 'complete' | 'park' | 'stuck' | Error
  /** Thrown while it is being released. */
  readonly releaseError?: Error
  /** Told of every reading as it is made. */
  readonly onMade?: (reading: Reading) => void
}

/** A source that counts what is done to it. */
export interface Probe {
  readonly source: Source<Reading>
  readonly name: string
  /** How often the source was called. */
  calls: number
  pulls: number
  /** Calls of `return()`. */
  returns: number
  /** Streams whose first pull has happened, and streams whose `finally` has run. */
  opened: number
  released: number
}

export function probe(options: ProbeOptions): Probe {
  const { name = 'probe', items, then, releaseError, onMade } = options

  async function* stream(signal: AbortSignal): AsyncGenerator<Reading, void, undefined> {
    counted.opened++
    try {
      for (let time = 0; time < items; time++) {
        if (signal.aborted) throw new DOMException('stopped', 'AbortError')
        const reading = { time, from: name }
        onMade?.(reading)
        yield reading
      }
      if (then instanceof Error) throw then
      if (then === 'park') await parked(signal)
      if (then === 'stuck') await new Promise(() => undefined)
    } finally {
      counted.released++
      if (releaseError) throw releaseError
    }
  }

  const counted: Probe = {
    name,
    calls: 0,
    pulls: 0,
    returns: 0,
    opened: 0,
    released: 0,
    source(signal) {
      counted.calls++
      const generator = stream(signal)
      const iterator: AsyncIterableIterator<Reading> = {
        next() {
          counted.pulls++
          return generator.next()
        },
        return() {
          counted.returns++
          return generator.return()
        },
        [Symbol.asyncIterator]: () => iterator
      }
      return iterator
    }
  }
  return counted
}

/** Never resolves; rejects as a platform call does when the signal aborts. */
function parked(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new DOMException('stopped', 'AbortError'))
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

/** A controller that knows how many listeners its signal has. */
export function countingController(): { controller: AbortController; signal: AbortSignal; listeners: () => number } {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set<unknown>()
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  // All are added with `once`, so that aborting takes them off.
  add('abort', () => listeners.clear(), { once: true })
  signal.addEventListener = (type: string, listener: EventListenerOrEventListenerObject, options?: unknown): void => {
    listeners.add(listener)
    add(type, listener, options as AddEventListenerOptions)
  }
  signal.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject): void => {
    listeners.delete(listener)
    remove(type, listener)
  }
  return { controller, signal, listeners: () => listeners.size }
}
