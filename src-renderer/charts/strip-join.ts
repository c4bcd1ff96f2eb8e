import type { Frame } from '@shared/wire/live'
import { StripStore } from './strip-data'

const doubles = ['min', 'max', 'mean', 'deviation'] as const

/**
 * A store whose rows before `at` (ms) are those of `older`, and from there on those of `tail`: older data in front of what
 * a subscription has. The tail's bucket width holds for what comes later.
 */
export function joinOlder(older: StripStore, tail: StripStore, at: number): StripStore {
  const joined = new StripStore(Math.max(4096, (older.rows + tail.rows) * 2))
  joined.apply(frameOfRows(older, { first: older.start, end: older.firstAt(at) }, tail.bucket))
  joined.apply(frameOfRows(tail, { first: tail.firstAt(at), end: tail.end }, tail.bucket))
  joined.newest = tail.newest
  return joined
}

/** Rows of a store as if they had come in one frame. */
function frameOfRows(store: StripStore, { first, end }: { first: number; end: number }, bucket: number): Frame {
  return {
    subscription: 0,
    sequence: 0,
    bucket,
    // Behind all rows before: these are only added.
    fromBucket: Infinity,
    newest: store.newest,
    rows: end - first,
    time: store.time.subarray(first, end),
    gap: store.gap.subarray(first, end),
    channels: store.columns.map(columns => {
      const [min, max, mean, deviation] = doubles.map(name => columns[name].subarray(first, end))
      return { index: columns.channel, min, max, mean, deviation, flags: columns.flags.subarray(first, end) }
    })
  }
}
