import type { Batch } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import type { RowsMessage } from '../messages'
import type { BufferPool } from '../recording/buffer-pool'
import { packRows } from '../recording/pack-rows'

type RowsPart = { readonly kind: 'rows' } & Pick<RowsMessage, 'first' | 'count' | 'columns'>

/** What a capture is written from, in order: plain data that may go to another thread. */
export type CapturePart =
  /** Of rows that follow one another. */
  | RowsPart
  /** The channel table of the rows from here on; only ever grows. */
  | { readonly kind: 'channels'; readonly channels: Batch['channels'] }
  | { readonly kind: 'events'; readonly events: readonly StreamEvent[] }

/** Events in a part of their own. */
const eventsAPart = 256

/**
 * Gathers batches and events into parts. Rows are in buffers of the pool, to be given back by whoever has written them;
 * events may come later than rows that were given after them.
 */
export async function* captureParts(
  items: AsyncIterable<Batch | StreamEvent>,
  pool: BufferPool
): AsyncGenerator<CapturePart, void, void> {
  const full: RowsPart[] = []
  const rows = packRows(pool, chunk => void full.push({ kind: 'rows', ...chunk }))
  let channels: Batch['channels'] = []
  let events: StreamEvent[] = []
  try {
    for await (const item of items) {
      if (item.kind !== 'batch') {
        events.push(item)
        if (events.length < eventsAPart) continue
        yield { kind: 'events', events }
        events = []
        continue
      }
      if (item.channels !== channels) {
        rows.send('flush')
        yield* full.splice(0)
        channels = item.channels
        yield { kind: 'channels', channels }
      }
      rows.send(item)
      yield* full.splice(0)
    }
    rows.send('flush')
    yield* full.splice(0)
    if (events.length > 0) yield { kind: 'events', events }
  } finally {
    rows.stop()
  }
}

/** The same parts; the buffer of each goes back to the pool once the next is asked for. */
export async function* givenBack(
  parts: AsyncIterable<CapturePart>,
  pool: BufferPool
): AsyncGenerator<CapturePart, void, void> {
  for await (const part of parts) {
    yield part
    if (part.kind === 'rows') pool.release(part.columns.buffer)
  }
}
