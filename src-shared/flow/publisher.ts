import { checkCapacity, inbox, type Inbox, type QueueOptions } from './inbox'
import type { Source, WhenFull } from './types'

export interface SubscribeOptions<T> extends QueueOptions<T> {
  /** `wait` is missing: who publishes cannot be made to wait. */
  readonly whenFull: Exclude<WhenFull, 'wait'>
  /** Begin with the value published last, if there was one. */
  readonly replay?: boolean
}

/** A hub that is told what to send, by code that has no stream to offer: sessions, settings, the journal. */
export interface Publisher<T> {
  /** Puts `value` into every subscriber's queue, at once and without running any of them. Ignored after the end. */
  publish(value: T): void
  /**
   * A source of what is published from its first pull on (synchronously: `next()` first, then `publish`, is delivered).
   * A subscriber that overflows fails alone. After the end: the replayed value, if asked for, then the end.
   * @throws `bad-input` for a capacity that is no whole number of at least 1.
   */
  subscribe(options: SubscribeOptions<T>): Source<T>
  /** Ends every subscription after what is in its queue. Twice is harmless. */
  close(): void
  /** The same with an error. */
  fail(error: unknown): void
  readonly subscribers: number
}

/** A publisher without subscribers. It keeps the last value, for `replay`. */
export function publisher<T>(): Publisher<T> {
  const readers = new Set<Inbox<T>>()
  let last: { readonly value: T } | undefined
  let finish: ((reader: Inbox<T>) => void) | undefined

  function end(how: (reader: Inbox<T>) => void): void {
    if (finish) return
    finish = how
    readers.forEach(how)
    readers.clear()
  }

  async function* read(options: SubscribeOptions<T>, signal: AbortSignal): AsyncGenerator<T> {
    const reader = inbox('a subscriber', options, signal)
    try {
      if (options.replay && last) reader.offer(last.value)
      if (finish) finish(reader)
      else readers.add(reader)
      while (reader.has() || (await reader.ready())) yield reader.take()
    } finally {
      readers.delete(reader)
      reader.dispose()
    }
  }

  return {
    publish(value) {
      if (finish) return
      last = { value }
      for (const reader of readers) {
        try {
          reader.offer(value)
        } catch (error) {
          readers.delete(reader)
          reader.fail(error)
        }
      }
    },
    subscribe(options) {
      checkCapacity(options.capacity)
      return signal => read(options, signal)
    },
    close: () => end(reader => reader.close()),
    fail: error => end(reader => reader.fail(error)),
    get subscribers() {
      return readers.size
    }
  }
}
