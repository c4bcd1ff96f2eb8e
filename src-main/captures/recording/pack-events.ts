import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { BufferPool } from './buffer-pool'

/** What an event is taken to weigh in the queue: measured 200 to 700 bytes with its strings. */
export const eventBytes = 512

/** Gathers events or inputs; sent one it answers 1 when it found no room in the pool, sent `flush` it hands over what it has. */
export function packEvents<Event extends object>(
  pool: BufferPool,
  ready: (events: readonly Event[]) => void
): Coroutine<Event | 'flush', number> {
  return coroutine('pack events', function* (): Generator<number, void, Event | 'flush'> {
    let events: Event[] = []
    let dropped = 0
    try {
      for (;;) {
        const input: Event | 'flush' = yield dropped
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
