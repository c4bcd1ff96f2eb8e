/** How evenly samples were taken. */
export interface Sampling {
  /** Samples a second, from the times alone; NaN when there are fewer than two, or all at one time. */
  readonly rate: number
  /** How far the times are from an even grid, root mean square, as a share of the interval. */
  readonly jitter: number
  /** Time of the grid's first point, ms. */
  readonly start: number
}

/**
 * The even grid that is nearest to ascending times (ms): a straight line through time over position, by least squares, so
 * that a late sample at either end does not change the rate as it would that of first to last.
 */
export function samplingOf(time: Float64Array): Sampling {
  const count = time.length
  if (count < 2 || time[count - 1] === time[0]) return { rate: NaN, jitter: NaN, start: time[0] ?? NaN }
  const middle = (count - 1) / 2
  // Relative to the first: the epoch's milliseconds would leave no digits for the squares.
  const origin = time[0]
  let [sum, product] = [0, 0]
  for (let at = 0; at < count; at++) {
    const offset = time[at] - origin
    sum += offset
    product += (at - middle) * offset
  }
  const interval = (12 * product) / (count * (count * count - 1))
  const start = sum / count - interval * middle
  let squares = 0
  for (let at = 0; at < count; at++) squares += (time[at] - origin - start - interval * at) ** 2
  return { rate: 1000 / interval, jitter: Math.sqrt(squares / count) / interval, start: origin + start }
}

/** Up to this jitter samples are taken as they are; the milliseconds of a coarse clock stay below it at 100 Hz. */
export const evenJitter = 0.05
/**
 * From this jitter on, a whole interval, times stand together in bunches: no device samples like that, but lines and
 * operating systems deliver so.
 */
export const bunchedJitter = 1

/** Samples on the even grid from the first to the last time, in straight lines between those that are there. */
export function resampleEvenly(time: Float64Array, value: Float64Array): Float64Array {
  const count = time.length
  const even = new Float64Array(count)
  const interval = (time[count - 1] - time[0]) / (count - 1)
  let next = 1
  for (let at = 0; at < count; at++) {
    const wanted = time[0] + at * interval
    while (next < count - 1 && time[next] < wanted) next++
    const [before, after] = [time[next - 1], time[next]]
    const share = after > before ? Math.min(1, Math.max(0, (wanted - before) / (after - before))) : 1
    even[at] = value[next - 1] + share * (value[next] - value[next - 1])
  }
  return even
}
