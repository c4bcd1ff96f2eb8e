import { abortable } from '../base/abort'
import { disposal } from '../base/disposal'
import { ring } from '../base/ring'
import { children, type Patience } from './children'
import type { Source } from './types'

export interface MapReduceOptions<A, M, R> extends Patience {
  /** One batch to its part of the answer; may run in a worker. Should heed the signal. */
  readonly map: (batch: A, signal: AbortSignal) => M | Promise<M>
  readonly initial: () => R
  /** Adds a part to the total; may change `total` in place and answer it. Called in the order of the batches. */
  readonly reduce: (total: R, part: M) => R
  /** How many batches are mapped at once; 1 when left out. */
  readonly concurrency?: number
}

/**
 * One answer from a stream of batches, in memory that does not grow with the stream. The order of `reduce` is that of
 * the batches whatever the concurrency, so sums come out the same to the last bit.
 *
 * Rejects with the first error of the source, `map` or `reduce`, or with `cancelled`; the source is returned first.
 */
export async function mapReduce<A, M, R>(
  source: Source<A>,
  options: MapReduceOptions<A, M, R>,
  signal: AbortSignal
): Promise<R> {
  const owned = disposal()
  try {
    const family = children('mapReduce', signal, options)
    owned.own(family.end)
    const child = family.open('its source', source)
    const parts = ring<Promise<M>>(options.concurrency ?? 1)
    let total = options.initial()
    const reduceOldest = async (): Promise<void> => {
      total = options.reduce(total, await abortable(parts.shift(), signal))
    }
    for (;;) {
      if (parts.full) await reduceOldest()
      const result = await abortable(child.next(), signal)
      if (result.done) break
      const part = mapped(options, result.value, child.signal)
      // Its error is thrown when its turn comes; until then it must not count as unhandled.
      part.catch(() => undefined)
      parts.push(part)
    }
    while (parts.length > 0) await reduceOldest()
    return total
  } catch (error) {
    throw await owned.disposeAfter(error)
  } finally {
    await owned.dispose()
  }
}

async function mapped<A, M, R>(options: MapReduceOptions<A, M, R>, batch: A, signal: AbortSignal): Promise<M> {
  return options.map(batch, signal)
}
