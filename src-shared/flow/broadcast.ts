import { disposal } from '../base/disposal'
import { children, type Child, type Children, type Patience } from './children'
import { checkCapacity, inbox, type Inbox, type QueueOptions } from './inbox'
import type { Source } from './types'

/** One stream for many readers, each with a queue of its own. */
export interface Hub<T> {
  /**
   * A source of what passes from its first pull on. A reader that drops or fails (`overflow`) troubles nobody else; one
   * that waits holds the stream up for all, as it asked for. The source can be called again, also by several readers.
   * @throws `bad-input` for a capacity that is no whole number of at least 1.
   */
  subscribe(options: QueueOptions<T>): Source<T>
  /** How many are reading. */
  readonly subscribers: number
}

export interface BroadcastOptions extends Patience {
  /** The stream begins when so many are reading: that many miss nothing. 1 when left out. */
  readonly startAt?: number
}

/** One call of the source, and those who read it. */
interface Run<T> {
  readonly readers: Set<Inbox<T>>
  readonly family: Children
  readonly child: Child<T>
  started: boolean
}

/**
 * Shares one call of `source` among all readers. It begins with the first reader, ends with the last, and begins anew
 * for the next; its life hangs on no single reader's signal.
 *
 * The end and an error reach every reader after what is in its queue.
 */
export function broadcast<T>(source: Source<T>, options: BroadcastOptions = {}): Hub<T> {
  const { startAt = 1 } = options
  let current: Run<T> | undefined

  function join(reader: Inbox<T>): Run<T> {
    const run = (current ??= begin())
    run.readers.add(reader)
    if (!run.started && run.readers.size >= startAt) {
      run.started = true
      void drive(run)
    }
    return run
  }

  function begin(): Run<T> {
    const family = children('broadcast', new AbortController().signal, options)
    return { readers: new Set(), family, child: family.open('its source', source), started: false }
  }

  async function leave(run: Run<T>, reader: Inbox<T>): Promise<void> {
    reader.dispose()
    run.readers.delete(reader)
    if (run.readers.size > 0) return
    if (current === run) current = undefined
    await run.family.end()
  }

  /** Moves items from the source to every reader until the source ends; never rejects. */
  async function drive(run: Run<T>): Promise<void> {
    try {
      for (;;) {
        const result = await run.child.next()
        if (result.done) break
        for (const reader of hand(run, result.value)) {
          await reader.room()
          reader.offer(result.value)
        }
      }
      finish(run, reader => reader.close())
    } catch (error) {
      finish(run, reader => reader.fail(error))
    }
  }

  function finish(run: Run<T>, tell: (reader: Inbox<T>) => void): void {
    if (current === run) current = undefined
    run.readers.forEach(tell)
  }

  async function* read(queueOptions: QueueOptions<T>, signal: AbortSignal): AsyncGenerator<T> {
    const owned = disposal()
    try {
      const reader = inbox('a subscriber', queueOptions, signal)
      const run = join(reader)
      owned.own(() => leave(run, reader))
      while (reader.has() || (await reader.ready())) yield reader.take()
    } catch (error) {
      throw await owned.disposeAfter(error)
    } finally {
      await owned.dispose()
    }
  }

  return {
    subscribe(queueOptions) {
      checkCapacity(queueOptions.capacity)
      return signal => read(queueOptions, signal)
    },
    get subscribers() {
      return current?.readers.size ?? 0
    }
  }
}

/** Offers the item to every reader; answers those that have to be waited for. */
function hand<T>(run: Run<T>, item: T): Inbox<T>[] {
  const slow: Inbox<T>[] = []
  for (const reader of run.readers) {
    try {
      if (!reader.offer(item)) slow.push(reader)
    } catch (error) {
      reader.fail(error)
    }
  }
  return slow
}
