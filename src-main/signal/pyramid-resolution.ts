import type { Pyramid } from './pyramid'

/**
 * The time from which on the pyramid resolves buckets of `bucket` ms: every entry a query has to make do with there is
 * at most half a bucket long. Entries that hold a gap do not count: nothing is known in between. Infinity before the
 * first row. Takes at most as many steps as there are entries, a third of a millisecond.
 */
export function resolvedSince(pyramid: Pyramid, bucket: number): number {
  const [rows, ...coarser] = pyramid.levels
  if (rows.count === 0) return Infinity
  let since = rows.time[rows.oldest & (rows.capacity - 1)]
  let row = rows.oldest
  for (const level of coarser) {
    if (level.count === 0) break
    const mask = level.capacity - 1
    // Entries that begin before what is resolved so far, newest first.
    for (let entry = Math.min(level.count, Math.ceil(row / level.span)) - 1; entry >= level.oldest; entry--) {
      const start = level.time[entry & mask]
      const isBroken = level.gap[entry & mask] === 1 || (entry + 1 < level.count && level.gap[(entry + 1) & mask] === 1)
      const end = entry + 1 < level.count ? level.time[(entry + 1) & mask] : since
      if (end - start > bucket / 2 && !isBroken) return since
      since = Math.min(since, start)
      row = entry * level.span
    }
  }
  return since
}
