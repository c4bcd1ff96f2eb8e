import { throwIfCancelled } from '../base/abort'
import { disposal } from '../base/disposal'
import { children, type Child, type Patience } from './children'
import { checkCapacity, inbox, type Inbox, type QueueOptions } from './inbox'
import type { Source, Stage } from './types'

export interface BufferOptions<T> extends QueueOptions<T>, Patience {
  /** For messages. */
  readonly name?: string
}

/**
 * Reads ahead of its reader, from the first pull on, and keeps up to `capacity` items; when full it waits, drops the
 * oldest, drops the newest or fails with `overflow`, as told. Delivered, dropped and still held add up to what was
 * read. Items are kept as they are: what is only lent has to be copied before.
 *
 * An error of the source arrives after what was read before it. Ending the stream ends the source, also a parked one.
 * @throws `bad-input` for a capacity that is no whole number of at least 1.
 */
export function buffer<T>(options: BufferOptions<T>): Stage<T, T> {
  checkCapacity(options.capacity)
  return source => signal => buffered(source, options, signal)
}

async function* buffered<T>(source: Source<T>, options: BufferOptions<T>, signal: AbortSignal): AsyncGenerator<T> {
  const name = options.name ?? 'buffer'
  const owned = disposal()
  try {
    const family = children(name, signal, options)
    owned.own(family.end)
    const queue = inbox(name, options, signal)
    owned.own(queue.dispose)
    void fill(queue, family.open('its source', source))
    while (queue.has() || (await queue.ready())) yield queue.take()
  } catch (error) {
    throw await owned.disposeAfter(error)
  } finally {
    await owned.dispose()
  }
}

/** Moves the child's items into the queue until one of them ends; never rejects. */
async function fill<T>(queue: Inbox<T>, child: Child<T>): Promise<void> {
  try {
    for (;;) {
      const result = await child.next()
      if (result.done) break
      if (!queue.offer(result.value)) {
        await queue.room()
        queue.offer(result.value)
      }
      throwIfCancelled(child.signal)
    }
    queue.close()
  } catch (error) {
    queue.fail(error)
  }
}
