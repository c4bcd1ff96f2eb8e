/** A curve of evenly spaced values: value `k` is at k * step. */
export interface Curve {
  readonly step: number
  readonly value: Float64Array
}

/**
 * Adds the curve to the context's path, as at most four points a device pixel column: the first, lowest, highest and last
 * of the values in it, so that no peak is lost however many lines a spectrum has.
 */
export function traceCurve(
  context: CanvasRenderingContext2D,
  curve: Curve,
  frame: {
    readonly area: { readonly left: number; readonly right: number }
    readonly ratio: number
    xOf(value: number): number
    yOf(value: number): number
  }
): void {
  const { step, value } = curve
  const { area, ratio } = frame
  let column = NaN
  let [first, low, high, last, x] = [0, 0, 0, 0, 0]
  let begun = false

  function flush(): void {
    if (Number.isNaN(column)) return
    const points = low === high ? [first] : [first, low, high, last]
    for (const point of points) {
      if (begun) context.lineTo(x, frame.yOf(point))
      else context.moveTo(x, frame.yOf(point))
      begun = true
    }
  }

  for (let at = 0; at < value.length; at++) {
    const here = frame.xOf(at * step)
    // One point beyond either edge, so that lines reach the edge.
    if (at + 1 < value.length && frame.xOf((at + 1) * step) < area.left) continue
    const own = Math.floor(here * ratio)
    if (own !== column) {
      flush()
      column = own
      x = here
      first = low = high = value[at]
    }
    last = value[at]
    if (last < low) low = last
    if (last > high) high = last
    if (here > area.right) break
  }
  flush()
}
