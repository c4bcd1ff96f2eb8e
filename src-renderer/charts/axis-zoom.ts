export interface AxisRange {
  readonly min: number
  readonly max: number
}

/** The whole axis, and how it is drawn. */
export interface WholeAxis extends AxisRange {
  readonly log: boolean
  /** The share of the whole below which there is nothing more to see. */
  readonly narrowest?: number
}

const usuallyNarrowest = 1e-4

const bend = (value: number, { log }: WholeAxis): number => (log ? Math.log(value) : value)
const unbend = (place: number, { log }: WholeAxis): number => (log ? Math.exp(place) : place)

/** `range` made `factor` times as long, `at` staying where it is; within the whole axis. */
export function zoomAxis(range: AxisRange, at: number, factor: number, whole: WholeAxis): AxisRange {
  const [low, high, fixed] = [range.min, range.max, at].map(value => bend(value, whole))
  return fitted(fixed - (fixed - low) * factor, fixed + (high - fixed) * factor, whole)
}

/** `range` moved by a share of its length; stops at the ends of the whole axis. */
export function panAxis(range: AxisRange, share: number, whole: WholeAxis): AxisRange {
  const [low, high] = [range.min, range.max].map(value => bend(value, whole))
  const way = (high - low) * share
  return fitted(low + way, high + way, whole)
}

/** Between two places on the axis, in any order. */
export function rangeBetween(one: number, other: number, whole: WholeAxis): AxisRange {
  const [low, high] = [Math.min(one, other), Math.max(one, other)].map(value =>
    bend(Math.min(whole.max, Math.max(whole.min, value)), whole)
  )
  return fitted(low, high, whole)
}

function fitted(low: number, high: number, whole: WholeAxis): AxisRange {
  const [first, last] = [whole.min, whole.max].map(value => bend(value, whole))
  const length = Math.min(last - first, Math.max(high - low, (last - first) * (whole.narrowest ?? usuallyNarrowest)))
  const middle = (low + high) / 2
  const from = Math.min(last - length, Math.max(first, middle - length / 2))
  return { min: unbend(from, whole), max: unbend(from + length, whole) }
}
