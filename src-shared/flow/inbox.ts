import { throwIfCancelled } from '../base/abort'
import { SignalboxError } from '../base/errors'
import { ring } from '../base/ring'
import type { WhenFull } from './types'
import { wakeup } from './wakeup'

/** A bounded queue says how much it holds and what it does when full. */
export interface QueueOptions<T> {
  /** Items, at least 1. */
  readonly capacity: number
  readonly whenFull: WhenFull
  /** Told of every item dropped, with the number dropped so far; must not throw. */
  readonly onDrop?: (item: T, dropped: number) => void
}

/**
 * The queue between one writer and one reader. What was put in before the end is read before the end is told:
 * `while (inbox.has() || (await inbox.ready())) yield inbox.take()`.
 */
export interface Inbox<T> {
  readonly length: number
  readonly dropped: number
  /**
   * Puts `item` in, or drops one by the policy. False when the policy is `wait` and it is full: nothing happened, wait
   * for `room`. After `dispose` items vanish. @throws `overflow` when the policy is `fail` and it is full.
   */
  offer(item: T): boolean
  /** Resolves when there is room, or nobody reads any more. */
  room(): Promise<void>
  /** The writer has nothing more. */
  close(): void
  /** The writer has nothing more because of `error`. The first of `close` and `fail` counts. */
  fail(error: unknown): void
  /** Whether there is an item, without the cost of a promise. @throws `cancelled` when the signal has aborted. */
  has(): boolean
  /** True when there is an item, false when closed. @throws the writer's error, or `cancelled` when the signal aborts. */
  ready(): Promise<boolean>
  take(): T
  /** The reader has gone: lets go of everything and of a waiting writer. */
  dispose(): void
}

/** An inbox whose reader lives under `signal`. `name` is for the `overflow` message. */
export function inbox<T>(name: string, options: QueueOptions<T>, signal: AbortSignal): Inbox<T> {
  const { capacity, whenFull, onDrop } = options
  const items = ring<T>(capacity)
  const arrival = wakeup(signal)
  let dropped = 0
  let ending: { readonly error?: unknown; readonly failed: boolean } | undefined
  let disposed = false
  let roomWaiter: (() => void) | undefined

  function drop(item: T): void {
    dropped++
    onDrop?.(item, dropped)
  }

  function letWriterGoOn(): void {
    roomWaiter?.()
    roomWaiter = undefined
  }

  function end(how: { readonly error?: unknown; readonly failed: boolean }): void {
    ending ??= how
    arrival.wake()
  }

  return {
    get length() {
      return items.length
    },
    get dropped() {
      return dropped
    },
    offer(item) {
      if (disposed || ending) return true
      if (items.full) {
        if (whenFull === 'wait') return false
        if (whenFull === 'fail') throw new SignalboxError('overflow', `${name}: the queue of ${capacity} is full`)
        if (whenFull === 'dropNewest') {
          drop(item)
          return true
        }
        const oldest = items.shift()
        items.push(item)
        drop(oldest)
        return true
      }
      items.push(item)
      arrival.wake()
      return true
    },
    async room() {
      if (disposed || !items.full) return
      await new Promise<void>(resolve => {
        roomWaiter = resolve
      })
    },
    close: () => end({ failed: false }),
    fail: error => end({ failed: true, error }),
    has() {
      throwIfCancelled(signal)
      return items.length > 0
    },
    async ready() {
      while (items.length === 0) {
        if (ending?.failed) throw ending.error
        if (ending) return false
        await arrival.wait()
      }
      return true
    },
    take() {
      const item = items.shift()
      letWriterGoOn()
      return item
    },
    dispose() {
      disposed = true
      items.clear()
      arrival.dispose()
      letWriterGoOn()
    }
  }
}

/** Refuses a queue nobody can build, where it is described rather than at the first pull. @throws `bad-input` */
export function checkCapacity(capacity: number): void {
  ring(capacity)
}
