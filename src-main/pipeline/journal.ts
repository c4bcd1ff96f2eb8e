import type { Clock } from '@shared/base/clock'
import type { JournalEntry, StreamEvent } from '@shared/model/event'
import type { QueueStatus } from '@shared/model/session'
import { createNotifier } from './notifier'

export interface JournalBatch {
  readonly entries: readonly JournalEntry[]
  /** Entries that were forgotten before this watcher could see them. */
  readonly dropped: number
}

/** The events of all sessions in the order the engine saw them; the newest `capacity` are kept. */
export interface Journal {
  add(session: string, device: string, event: StreamEvent): void
  /**
   * Entries numbered above `after`, then new ones as they come, at most ten batches a second. A slow watcher holds up
   * nobody: what was forgotten meanwhile is counted in `dropped`.
   */
  watch(after: number, signal: AbortSignal): AsyncGenerator<JournalBatch, void, void>
  readonly queue: QueueStatus
}

const batchSize = 2000
const shortestInterval = 100

export function createJournal(clock: Clock, capacity = 10_000): Journal {
  const kept: JournalEntry[] = new Array<JournalEntry>(capacity)
  const added = createNotifier()
  let newest = 0
  let unseen = 0

  const oldest = (): number => Math.max(1, newest - capacity + 1)

  return {
    add(session, device, event) {
      newest++
      kept[newest % capacity] = { id: newest, session, device, event }
      added.notify()
    },
    async *watch(after, signal) {
      // A number from before a restart of the engine: begin anew.
      let seen = after > newest ? 0 : after
      while (!signal.aborted) {
        const first = Math.max(seen + 1, oldest())
        const last = Math.min(newest, first + batchSize - 1)
        const entries: JournalEntry[] = []
        for (let id = first; id <= last; id++) entries.push(kept[id % capacity])
        const dropped = first - seen - 1
        unseen += dropped
        seen = last
        yield { entries, dropped }
        if (seen >= newest) await added.wait(signal)
        await clock.sleep(shortestInterval, signal)
      }
    },
    get queue(): QueueStatus {
      return {
        place: 'journal',
        unit: 'events',
        capacity,
        fill: newest - oldest() + 1,
        whenFull: 'dropOldest',
        dropped: unseen
      }
    }
  }
}
