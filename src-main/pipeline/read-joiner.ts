import type { Chunk } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import type { Read } from '../devices/device'

/** A read of this size passes without being copied: joining it to others would save little. */
const largeRead = 4096

/** The bookkeeping of `coalesce`: reads that wait to be joined, and items that are ready to go, in order. */
export class ReadJoiner {
  /** Oldest first. */
  readonly ready: Item[] = []
  /** When the reads that wait have to go at the latest, by the clock; meaningless while none waits. */
  due = 0
  #waiting: Read[] = []
  #bytes = 0
  readonly #maximumBytes: number

  constructor(maximumBytes: number) {
    this.#maximumBytes = maximumBytes
  }

  get waiting(): boolean {
    return this.#waiting.length > 0
  }

  /** Puts a read or an event behind what came before. `dueAt` is asked when the read is the first of a chunk. */
  take(item: Read | StreamEvent, dueAt: () => number): void {
    if ('kind' in item) {
      this.flush()
      this.ready.push(item)
      return
    }
    const { length } = item.bytes
    if (length === 0) return
    if (length >= largeRead || this.#bytes + length > this.#maximumBytes) this.flush()
    if (this.#waiting.length === 0) this.due = dueAt()
    this.#waiting.push(item)
    this.#bytes += length
    if (length >= largeRead || this.#bytes >= this.#maximumBytes) this.flush()
  }

  /** Makes a chunk of what waits. */
  flush(): void {
    if (this.#waiting.length === 0) return
    this.ready.push(joinReads(this.#waiting, this.#bytes))
    this.#waiting = []
    this.#bytes = 0
  }
}

function joinReads(reads: readonly Read[], total: number): Chunk {
  if (reads.length === 1) return { kind: 'chunk', bytes: reads[0].bytes, ends: [total], times: [reads[0].time] }
  const bytes = new Uint8Array(total)
  const ends: number[] = []
  const times: number[] = []
  let end = 0
  for (const read of reads) {
    bytes.set(read.bytes, end)
    end += read.bytes.length
    ends.push(end)
    times.push(read.time)
  }
  return { kind: 'chunk', bytes, ends, times }
}
