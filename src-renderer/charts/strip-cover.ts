/** A stretch of time in buckets of a width, all ms: what is there, or what is wished for. */
export interface Cover {
  readonly from: number
  readonly to: number
  readonly bucket: number
}

/** Buckets may be this much wider than pixel columns, and this much narrower, before they are asked for anew. */
const coarsest = 1.2
const finest = 0.4

/** Whether what is there serves a wish: all of it, in buckets neither much coarser nor so fine that drawing them is slow. */
export function serves(there: Cover, wish: Cover): boolean {
  const slack = 2 * wish.bucket
  const ratio = there.bucket / wish.bucket
  return there.from <= wish.from + slack && there.to >= wish.to - slack && ratio < coarsest && ratio > finest
}

/** The share of a wish that is there, in buckets of whatever width. */
export function sharedPart(there: Cover, wish: Cover): number {
  const shared = Math.min(there.to, wish.to) - Math.max(there.from, wish.from)
  return wish.to > wish.from ? Math.max(0, shared) / (wish.to - wish.from) : 0
}

/**
 * What to show until a wish has been answered: what has most of it; of equals the one whose buckets are nearest to those
 * wished for, however coarse. null when nothing of it is there.
 */
export function bestCover<T extends Cover>(covers: readonly T[], wish: Cover): T | null {
  let best: T | null = null
  for (const cover of covers) {
    const share = sharedPart(cover, wish)
    if (share === 0) continue
    const before = best ? sharedPart(best, wish) : 0
    if (share > before + 0.01 || (share > before - 0.01 && best && farness(cover, wish) < farness(best, wish)))
      best = cover
  }
  return best
}

/** The wish with a margin at both ends, so that a small move needs nothing new. */
export function withMargin({ from, to, bucket }: Cover, share: number): Cover {
  const margin = (to - from) * share
  return { from: from - margin, to: to + margin, bucket }
}

function farness(cover: Cover, wish: Cover): number {
  return Math.abs(Math.log(cover.bucket / wish.bucket))
}
