import type { Moment } from '../compare/align'

/** A place of the slider at which something happened. */
export interface ReplayTick {
  /** Of the way, 0 to 1. */
  readonly share: number
  readonly kind: Moment['kind']
}

/** Places that can be told apart on a slider of usual width; what falls into one is shown as its gravest kind. */
const places = 120
const gravity: readonly Moment['kind'][] = ['red', 'mark', 'bookmark', 'trigger', 'gap', 'anomaly']

/** Signs for the moments of what is replayed, few however many moments there are, ascending. */
export function replayTicks(
  moments: readonly Moment[],
  { from, to }: { readonly from: number; readonly to: number }
): readonly ReplayTick[] {
  const ticks = new Map<number, ReplayTick>()
  for (const { time, kind } of moments) {
    if (time < from || time > to || to <= from) continue
    const share = (time - from) / (to - from)
    const place = Math.round(share * places)
    const there = ticks.get(place)
    if (!there || gravity.indexOf(kind) < gravity.indexOf(there.kind)) ticks.set(place, { share, kind })
  }
  return [...ticks.entries()].sort(([one], [other]) => one - other).map(([, tick]) => tick)
}

/** Nearer than this is where one is already, ms: a jump lands on the first sample at or after a moment. */
const here = 250

/** The next moment after, or the last before, the time one is at; undefined when there is none. */
export function neighbourOf(moments: readonly Moment[], time: number, way: 1 | -1): Moment | undefined {
  return way === 1
    ? moments.find(moment => moment.time > time + here)
    : moments.findLast(moment => moment.time < time - here)
}
