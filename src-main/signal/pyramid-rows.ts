import type { RowsFrame } from '@shared/wire/live'
import type { Pyramid } from './pyramid'

export interface RowsQuery {
  /** ms; rows after `from` up to and with `to`. */
  readonly from: number
  readonly to: number
  /** Rows at `from` whose number is higher belong to it too; null: none. */
  readonly after: number | null
  /** The newest so many of them. */
  readonly limit: number
  /** Column indices, in the order wanted. */
  readonly channels: readonly number[]
}

/** Rows of samples as they came. */
export type Rows = Omit<RowsFrame, 'subscription'>

/** The time from which on the pyramid still holds every row, ms: its oldest row's; Infinity before the first. */
export function exactSince(pyramid: Pyramid): number {
  const [rows] = pyramid.levels
  return rows.count === 0 ? Infinity : rows.time[rows.oldest & (rows.capacity - 1)]
}

/** Rows the pyramid still holds one by one, copied. A channel it does not have gives NaN. */
export function queryRows(pyramid: Pyramid, { from, to, after, limit, channels }: RowsQuery): Rows {
  const [level] = pyramid.levels
  const end = level.lowerBound(nextAbove(to))
  const above = level.lowerBound(nextAbove(from))
  const begin = after === null ? above : Math.min(above, Math.max(level.lowerBound(from), after + 1))
  const first = Math.max(begin, end - limit)
  const count = Math.max(0, end - first)
  const cut = <A extends Float64Array | Uint8Array>(ring: A, target: A): A => {
    const at = first & (level.capacity - 1)
    const untilWrap = Math.min(count, level.capacity - at)
    target.set(ring.subarray(at, at + untilWrap))
    target.set(ring.subarray(0, count - untilWrap), untilWrap)
    return target
  }
  return {
    first,
    rows: count,
    time: cut(level.time, new Float64Array(count)),
    gap: cut(level.gap, new Uint8Array(count)),
    value: channels.map(index =>
      index < level.columns.length
        ? cut(level.columns[index].min, new Float64Array(count))
        : new Float64Array(count).fill(NaN)
    )
  }
}

/** The next number above a time; lower bounds take what is at least it. */
function nextAbove(time: number): number {
  return Number.isFinite(time) ? time + Math.max(Number.MIN_VALUE, Math.abs(time) * Number.EPSILON) : time
}
