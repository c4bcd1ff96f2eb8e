import { coroutine } from '@shared/flow/coroutine'
import type { Batch } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import { createPipeline } from '../../pipeline/chain'
import { EventLimit } from '../../pipeline/event-limit'
import { inTimeOrder } from '../../pipeline/time-order'

/**
 * Rows that are there already, once through the stages of a live session with their usual settings: batches with what was
 * found in them, anomalies and changes of state as events. A batch is lent until the next pull.
 */
export async function* throughStages(items: AsyncIterable<Item>): AsyncGenerator<Batch | StreamEvent, void, void> {
  const pipeline = createPipeline(passing())
  const limit = new EventLimit()
  let newest = -Infinity

  function* passed(item: Item): Generator<Batch | StreamEvent, void, void> {
    for (const output of inTimeOrder(pipeline.send(item)))
      if (output.kind === 'batch') {
        if (output.count > 0) newest = output.time[output.count - 1]
        yield* limit.advance(newest)
        yield output
      } else if (output.kind !== 'chunk') yield* limit.take(output)
  }

  try {
    for await (const item of items) yield* passed(item)
    if (newest > -Infinity) yield* passed({ kind: 'ended', time: newest, reason: 'end-of-data' })
  } finally {
    pipeline.stop()
  }
}

/** In the place of a decoder: what comes is decoded. */
function passing(): ReturnType<typeof coroutine<Item, readonly Item[]>> {
  return coroutine('rows', function* (): Generator<readonly Item[], void, Item> {
    let item = yield []
    for (;;) item = yield [item]
  })
}
