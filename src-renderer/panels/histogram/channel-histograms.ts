import { type Bins, type Spread, spreadOf } from '@shared/analysis/bins'
import { type Histogram, histogramOf } from '@shared/analysis/histogram'
import type { Coroutine } from '@shared/flow'
import type { ChannelRows } from '../../composables/use-channel-rows'
import type { ShownChannel } from '../../stores/looks'

export interface ChannelHistogram {
  readonly shown: ShownChannel
  readonly histogram: Histogram
}

/** The histograms of channels over the same bins, so that they can be compared; channels without a value are left out. */
export function histogramsOf(channels: readonly ChannelRows[], binning: Coroutine<Spread, Bins>): ChannelHistogram[] {
  const there = channels.flatMap(({ shown, rows, column }) => {
    const values = rows.window.value[column]
    const spread = values && spreadOf(values)
    return spread && spread.count > 0 ? [{ shown, values, spread }] : []
  })
  if (there.length === 0) return []
  const bins = binning.send(there.map(({ spread }) => spread).reduce(joined))
  return there.map(({ shown, values }) => ({ shown, histogram: histogramOf(values, bins) }))
}

/** The narrower of the two shapes decides how fine the bins are. */
function joined(one: Spread, other: Spread): Spread {
  return {
    count: Math.max(one.count, other.count),
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
    quartiles: Math.min(one.quartiles, other.quartiles),
    whole: one.whole && other.whole
  }
}
