import type { Batch, Chunk } from './batch'
import type { StreamEvent } from './event'

/** What travels through a session's pipeline: bytes before the decoder, batches after it, events anywhere between. */
export type Item = Chunk | Batch | StreamEvent
