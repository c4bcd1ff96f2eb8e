/**
 * Positions of at most about `most` points that look like all of them: of each run of points in a row its first and last
 * and those that reach farthest left, right, up and down, in their order. No spike is lost. Points with a NaN are left out,
 * except that the first of each gap stays and so breaks the line.
 */
export function thinTrail(x: Float64Array, y: Float64Array, most: number): Uint32Array {
  const count = x.length
  if (count <= most) return Uint32Array.from({ length: count }, (_, at) => at)
  const run = Math.ceil((count * pointsARun) / most)
  const kept = new Uint32Array(Math.ceil(count / run) * pointsARun)
  let length = 0
  for (let from = 0; from < count; from += run)
    for (const at of pointsOf(x, y, from, Math.min(count, from + run))) kept[length++] = at
  return kept.subarray(0, length)
}

/** First, last, four extremes and a break. */
const pointsARun = 7

function pointsOf(x: Float64Array, y: Float64Array, from: number, to: number): number[] {
  let [left, right, low, high, hole, first, last] = [-1, -1, -1, -1, -1, -1, -1]
  for (let at = from; at < to; at++) {
    if (Number.isNaN(x[at]) || Number.isNaN(y[at])) {
      if (hole < 0) hole = at
      continue
    }
    if (first < 0) first = left = right = low = high = at
    last = at
    if (x[at] < x[left]) left = at
    if (x[at] > x[right]) right = at
    if (y[at] < y[low]) low = at
    if (y[at] > y[high]) high = at
  }
  return [...new Set([first, last, left, right, low, high, hole])].filter(at => at >= 0).sort((one, two) => one - two)
}
