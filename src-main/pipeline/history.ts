import type { Item } from '@shared/model/item'
import type { QueueStatus } from '@shared/model/session'
import { Pyramid } from '../signal/pyramid'
import { type PyramidQuery, type PyramidRows, queryPyramid } from '../signal/pyramid-query'
import { exactSince, queryRows, type Rows, type RowsQuery } from '../signal/pyramid-rows'
import { createNotifier } from './notifier'
import type { Sink } from './sink'

/** The sink behind the live view: a session's recent past in bounded memory, see `signal/pyramid`. */
export interface History extends Sink {
  query(query: PyramidQuery): PyramidRows
  /** Rows one by one, as far as they are still kept. */
  rows(query: RowsQuery): Rows
  /** Every row from this time on is still kept, ms; -Infinity when none was forgotten yet. */
  readonly exactSince: number
  /** Counts batches; tells whether there is something new. */
  readonly version: number
  /** Time of the newest sample, ms; -Infinity before the first. */
  readonly newest: number
  /** How many there are by now. */
  readonly channels: number
  /** Resolves when the next batch has come. */
  whenAppended(signal: AbortSignal): Promise<void>
}

export function createHistory(): History {
  const pyramid = new Pyramid()
  const appended = createNotifier()
  let version = 0
  let gapBefore = false
  return {
    accept(item: Item) {
      if (item.kind === 'gap' || item.kind === 'disconnected') gapBefore = true
      if (item.kind !== 'batch' || item.count === 0) return
      pyramid.append(item, gapBefore)
      gapBefore = false
      version++
      appended.notify()
    },
    get queue(): QueueStatus {
      const [rows] = pyramid.levels
      return {
        place: 'live history',
        unit: 'samples',
        capacity: pyramid.rowCapacity,
        fill: rows.count - rows.oldest,
        whenFull: 'dropOldest',
        // Older rows live on in coarser levels; dropped is only what no level can show any more.
        dropped: pyramid.forgotten
      }
    },
    query: query => queryPyramid(pyramid, query),
    rows: query => queryRows(pyramid, query),
    get exactSince() {
      return exactSince(pyramid)
    },
    get version() {
      return version
    },
    get newest() {
      return pyramid.newest
    },
    get channels() {
      return pyramid.levels[0].columns.length
    },
    whenAppended: signal => appended.wait(signal)
  }
}
