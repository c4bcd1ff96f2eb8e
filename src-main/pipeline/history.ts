import type { Channel } from '@shared/model/channel'
import type { Item } from '@shared/model/item'
import type { QueueStatus } from '@shared/model/session'
import { Pyramid, type PyramidLimits } from '../signal/pyramid'
import { type PyramidQuery, type PyramidRows, queryPyramid } from '../signal/pyramid-query'
import { resolvedSince } from '../signal/pyramid-resolution'
import { exactSince, queryRows, type Rows, type RowsQuery } from '../signal/pyramid-rows'
import { createNotifier } from './notifier'
import type { Sink } from './sink'

/** The sink behind the live view: a session's recent past in bounded memory, see `signal/pyramid`. */
export interface History extends Sink {
  query(query: PyramidQuery): PyramidRows
  /** Rows one by one, as far as they are still kept. */
  rows(query: RowsQuery): Rows
  /** The oldest row that is still kept one by one, ms; Infinity before the first. */
  readonly exactSince: number
  /** From this time on, ms, buckets of so many ms are answered as if every row were kept; Infinity before the first row. */
  resolvedSince(bucket: number): number
  /** The channel table of the newest batch. */
  readonly table: readonly Channel[]
  /** Counts batches; tells whether there is something new. */
  readonly version: number
  /** Time of the newest sample, ms; -Infinity before the first. */
  readonly newest: number
  /** Time of the first sample, ms; Infinity before it. */
  readonly oldest: number
  /** How many there are by now. */
  readonly channels: number
  /** Resolves when the next batch has come. */
  whenAppended(signal: AbortSignal): Promise<void>
}

export function createHistory(limits?: PyramidLimits): History {
  const pyramid = new Pyramid(limits)
  const appended = createNotifier()
  let version = 0
  let gapBefore = false
  let oldest = Infinity
  let table: readonly Channel[] = []
  return {
    accept(item: Item) {
      if (item.kind === 'gap' || item.kind === 'disconnected') gapBefore = true
      if (item.kind !== 'batch' || item.count === 0) return
      pyramid.append(item, gapBefore)
      gapBefore = false
      if (oldest === Infinity) oldest = item.time[0]
      table = item.channels
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
    resolvedSince: bucket => resolvedSince(pyramid, bucket),
    get table() {
      return table
    },
    get version() {
      return version
    },
    get newest() {
      return pyramid.newest
    },
    get oldest() {
      return oldest
    },
    get channels() {
      return pyramid.levels[0].columns.length
    },
    whenAppended: signal => appended.wait(signal)
  }
}
