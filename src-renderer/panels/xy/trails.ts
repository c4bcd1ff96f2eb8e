import { thinTrail } from '@shared/analysis/thin-trail'
import type { ChannelRows } from '../../composables/use-channel-rows'
import type { ShownChannel } from '../../stores/looks'
import { type ChannelRef, sameRef } from '../channel-ref'

/** A pair's points, oldest first; NaN breaks the line. */
export interface Trail {
  readonly x: ShownChannel
  readonly y: ShownChannel
  readonly xs: Float64Array
  readonly ys: Float64Array
  /** Positions to draw. */
  readonly drawn: Uint32Array
  /** Points with both values. */
  readonly count: number
  /** Position of the newest of them. */
  readonly newest: number
  readonly extent: { readonly left: number; readonly right: number; readonly low: number; readonly high: number }
}

/** More points than this are thinned, without losing a spike. */
const mostDrawn = 20_000

export interface Pair {
  readonly x: ChannelRef
  readonly y: ChannelRef
}

export function pairsOf(x: readonly ChannelRef[], y: readonly ChannelRef[]): Pair[] {
  return x.length === 0 ? [] : y.map((ref, at) => ({ x: x[Math.min(at, x.length - 1)], y: ref }))
}

/** The trails of the pairs whose channels are there, come from one device and have values. */
export function trailsOf(pairs: readonly Pair[], channels: readonly ChannelRows[]): Trail[] {
  const find = (ref: ChannelRef): ChannelRows | undefined => channels.find(({ shown }) => sameRef(shown.ref, ref))
  return pairs.flatMap(pair => {
    const [x, y] = [find(pair.x), find(pair.y)]
    if (!x || !y || x.rows !== y.rows) return []
    const { window } = x.rows
    const [xs, ys] = [window.value[x.column], window.value[y.column]]
    return xs && ys ? (trailOf(x.shown, y.shown, withGaps(xs, window.gap), ys) ?? []) : []
  })
}

/** Breaks the line before each row that nothing is known before, at the cost of that row where there is one. */
function withGaps(xs: Float64Array, gap: Uint8Array): Float64Array {
  if (gap.indexOf(1, 1) < 0) return xs
  return xs.map((value, at) => (at > 0 && gap[at] !== 0 ? NaN : value))
}

function trailOf(x: ShownChannel, y: ShownChannel, xs: Float64Array, ys: Float64Array): Trail | null {
  let [count, newest, left, right, low, high] = [0, -1, Infinity, -Infinity, Infinity, -Infinity]
  for (let at = 0; at < xs.length; at++) {
    const [across, up] = [xs[at], ys[at]]
    if (!Number.isFinite(across) || !Number.isFinite(up)) continue
    count++
    newest = at
    if (across < left) left = across
    if (across > right) right = across
    if (up < low) low = up
    if (up > high) high = up
  }
  if (newest < 0) return null
  return { x, y, xs, ys, drawn: thinTrail(xs, ys, mostDrawn), count, newest, extent: { left, right, low, high } }
}
