/** Figures over some of a channel's samples, such that two that follow on one another can be joined. */
export interface StretchFigures {
  /** Values, and samples that have none. */
  readonly count: number
  readonly missing: number
  readonly min: number
  readonly max: number
  readonly mean: number
  /** Sum of the squared differences to the mean. */
  readonly squares: number
  /** Trapezoids between values that follow on one another, in the channel's unit times seconds. */
  readonly integral: number
  readonly first: number
  readonly last: number
  /** ms. */
  readonly firstTime: number
  readonly lastTime: number
  /** A gap lies before the first value, or behind the last; both when there is no value and a gap. */
  readonly gapBefore: boolean
  readonly gapAfter: boolean
}

/** Of no samples at all. */
export const noFigures: StretchFigures = {
  count: 0,
  missing: 0,
  min: Infinity,
  max: -Infinity,
  mean: 0,
  squares: 0,
  integral: 0,
  first: NaN,
  last: NaN,
  firstTime: NaN,
  lastTime: NaN,
  gapBefore: false,
  gapAfter: false
}

export interface FigureRows {
  readonly count: number
  /** ms. */
  readonly time: Float64Array
  /** 1 where a row does not follow on the one before. */
  readonly gap: Uint8Array
}

/** The figures of one batch of samples. Rows without a value (NaN) are no gap: other channels have theirs there. */
export function figuresOf({ count: rows, time, gap }: FigureRows, value: Float64Array): StretchFigures {
  let count = 0
  let [min, max] = [Infinity, -Infinity]
  let sum = 0
  let integral = 0
  let [first, last, firstTime, lastTime] = [NaN, NaN, NaN, NaN]
  let [gapBefore, gapAfter] = [false, false]
  for (let row = 0; row < rows; row++) {
    if (gap[row] === 1) gapAfter = true
    const now = value[row]
    if (now !== now) continue
    if (count === 0) {
      first = now
      firstTime = time[row]
      gapBefore = gapAfter
    } else if (!gapAfter) integral += trapezoid(lastTime, last, time[row], now)
    gapAfter = false
    last = now
    lastTime = time[row]
    if (now < min) min = now
    if (now > max) max = now
    sum += now
    count++
  }
  const missing = rows - count
  if (count === 0) return { ...noFigures, missing, gapBefore: gapAfter, gapAfter }
  const mean = sum / count
  let squares = 0
  for (let row = 0; row < rows; row++) {
    const difference = value[row] - mean
    if (difference === difference) squares += difference * difference
  }
  return { count, missing, min, max, mean, squares, integral, first, last, firstTime, lastTime, gapBefore, gapAfter }
}

/**
 * The figures of two stretches that follow on one another, as if they had been one. Mean and squares after Chan, Golub
 * and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances", 1979.
 */
export function joinFigures(one: StretchFigures, other: StretchFigures): StretchFigures {
  const missing = one.missing + other.missing
  if (other.count === 0) return { ...one, missing, ...gapsAround(one, other) }
  if (one.count === 0) return { ...other, missing, gapBefore: one.gapAfter || other.gapBefore }
  const count = one.count + other.count
  const difference = other.mean - one.mean
  const isBroken = one.gapAfter || other.gapBefore
  const joint = isBroken ? 0 : trapezoid(one.lastTime, one.last, other.firstTime, other.first)
  return {
    count,
    missing,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
    mean: one.mean + (difference * other.count) / count,
    squares: one.squares + other.squares + difference * difference * ((one.count * other.count) / count),
    integral: one.integral + other.integral + joint,
    first: one.first,
    last: other.last,
    firstTime: one.firstTime,
    lastTime: other.lastTime,
    gapBefore: one.gapBefore,
    gapAfter: other.gapAfter
  }
}

function gapsAround(one: StretchFigures, empty: StretchFigures): Pick<StretchFigures, 'gapBefore' | 'gapAfter'> {
  const gapAfter = one.gapAfter || empty.gapAfter
  return { gapBefore: one.count === 0 ? gapAfter : one.gapBefore, gapAfter }
}

/** ms in, seconds out. */
function trapezoid(from: number, start: number, to: number, end: number): number {
  return ((to - from) / 1000) * (start / 2 + end / 2)
}
