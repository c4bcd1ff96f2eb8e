import type { Item } from '@shared/model/item'
import type { QueueStatus } from '@shared/model/session'

/**
 * Where a pipeline's items end: history, journal, recorder. `accept` is synchronous, never blocks, never throws, and
 * copies what it keeps (batches are lent). Behind it is the sink's own bounded queue.
 */
export interface Sink {
  accept(item: Item): void
  readonly queue: QueueStatus
}
