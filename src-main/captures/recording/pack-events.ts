import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { StreamEvent } from '@shared/model/event'
import type { BufferPool } from './buffer-pool'

/** What an event is taken to weigh in the queue: measured 200 to 700 bytes with its strings. */
export const eventBytes = 512

/** Gathers events; sent one it answers 1 when it found no room in the pool, sent `flush` it hands over what it has. */
export function packEvents(
  pool: BufferPool,
  ready: (events: readonly StreamEvent[]) => void
): Coroutine<StreamEvent | 'flush', number> {
  return coroutine('pack events', function* (): Generator<number, void, StreamEvent | 'flush'> {
    let events: StreamEvent[] = []
    let dropped = 0
    try {
      for (;;) {
        const input: StreamEvent | 'flush' = yield dropped
        dropped = 0
        if (input !== 'flush') {
          if (pool.reserve(eventBytes)) events.push(input)
          else dropped = 1
        } else if (events.length > 0) {
          ready(events)
          events = []
        }
      }
    } finally {
      pool.unreserve(events.length * eventBytes)
    }
  })
}
