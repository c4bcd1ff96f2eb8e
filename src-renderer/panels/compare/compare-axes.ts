import type { PlotAxes } from '../../charts/plot'
import { distanceTicks, labelledTicks } from '../../charts/time-ticks'
import { niceRange } from '../../charts/y-range'
import type { CompareFeed } from './compare-feed'
import type { CompareLine } from './compare-picture'
import type { Alignment } from './options'
import { extremesOf } from './overview-columns'

/** Axes that show the stretch `seen` of the common axis with all that the lines have in it. `version` grows with the data. */
export function compareAxes(
  lines: readonly CompareLine[],
  feed: Pick<CompareFeed, 'columns'>,
  {
    seen,
    align,
    title,
    version
  }: {
    readonly seen: { readonly min: number; readonly max: number }
    readonly align: Alignment
    readonly title: string | undefined
    readonly version: number
  }
): PlotAxes {
  const range = { from: seen.min, to: seen.max }
  const ticks = (limit: number): readonly { readonly value: number; readonly label: string }[] =>
    (align === 'time' ? labelledTicks(range, limit) : distanceTicks(range, limit, 0)).map(({ time, label }) => ({
      value: time,
      label
    }))
  return { x: { ...seen, ticks }, y: { ...valueRange(lines, feed, seen), title }, version }
}

function valueRange(
  lines: readonly CompareLine[],
  feed: Pick<CompareFeed, 'columns'>,
  { min: from, max: to }: { readonly min: number; readonly max: number }
): { readonly min: number; readonly max: number } {
  let [low, high] = [Infinity, -Infinity]
  for (const { capture, channel, origin } of lines) {
    const columns = feed.columns(capture)
    const found = columns ? extremesOf(columns, channel, from + origin, to + origin) : null
    if (!found) continue
    low = Math.min(low, found.min)
    high = Math.max(high, found.max)
  }
  return low <= high ? niceRange(low, high) : { min: 0, max: 1 }
}
