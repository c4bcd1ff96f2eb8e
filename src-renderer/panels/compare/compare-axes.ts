import type { PlotAxes } from '../../charts/plot'
import { distanceTicks, labelledTicks } from '../../charts/time-ticks'
import { niceRange } from '../../charts/y-range'
import type { CompareFeed } from './compare-feed'
import type { CompareLine } from './compare-picture'
import type { Alignment } from './options'
import { extremesOf } from './overview-columns'

/** Lines of an axis that its title names. */
const mostNamed = 3

/**
 * Axes that show the stretch `seen` of the common axis with all that the lines have in it, a value axis for each unit.
 * `version` grows with the data.
 */
export function compareAxes(
  lines: readonly CompareLine[],
  feed: Pick<CompareFeed, 'columns'>,
  {
    seen,
    align,
    version
  }: {
    readonly seen: { readonly min: number; readonly max: number }
    readonly align: Alignment
    readonly version: number
  }
): PlotAxes {
  const range = { from: seen.min, to: seen.max }
  const ticks = (limit: number): readonly { readonly value: number; readonly label: string }[] =>
    (align === 'time' ? labelledTicks(range, limit) : distanceTicks(range, limit, 0)).map(({ time, label }) => ({
      value: time,
      label
    }))
  const places = [...new Set(lines.map(({ axis }) => axis))].sort((one, other) => one - other)
  const [y = { min: 0, max: 1 }, ...more] = places.map(place => {
    const own = lines.filter(({ axis }) => axis === place)
    return { ...valueRange(own, feed, seen), title: titleOf(own, places.length > 1) }
  })
  return { x: { ...seen, ticks }, y, more, version }
}

/** The unit of an axis; of several axes also whose it is. */
function titleOf(lines: readonly CompareLine[], isOneOfSeveral: boolean): string | undefined {
  const units = new Set(lines.map(({ unit }) => unit))
  const unit = units.size === 1 ? lines[0].unit : ''
  if (!isOneOfSeveral) return unit || undefined
  const names = [...new Set(lines.map(({ channel }) => channel))]
  const named = names.length > mostNamed ? `${names.slice(0, mostNamed).join(', ')} …` : names.join(', ')
  return unit === '' ? named : `${named} (${unit})`
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
