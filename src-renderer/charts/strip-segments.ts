import type { StripColumns, StripStore } from './strip-data'

/** How times and values become device pixels inside the plot: x 0 to `width`, y 0 (top) to `height`. */
export interface PlotMapping {
  /** Time at x = 0, ms. */
  readonly from: number
  /** Device pixels a millisecond. */
  readonly scale: number
  readonly width: number
  readonly height: number
  /** Value at y = `height`. */
  readonly bottom: number
  /** Device pixels a unit. */
  readonly unit: number
}

/** At most one vertical segment a device column; `count` are valid, x ascending. Reused from line to line. */
export interface Segments {
  count: number
  x: Float64Array
  top: Float64Array
  bottom: Float64Array
}

export function createSegments(capacity = 2048): Segments {
  return {
    count: 0,
    x: new Float64Array(capacity),
    top: new Float64Array(capacity),
    bottom: new Float64Array(capacity)
  }
}

/** How far beyond the plot a segment may reach, device px: enough that its end is not seen, few enough to raster fast. */
const beyond = 4

/**
 * One line as vertical min..max segments. Buckets of the same device column are merged, so no peak is lost; neighbouring
 * columns meet half way between their nearer ends, so the line has no holes; columns between two values are interpolated;
 * nothing is drawn across a gap. A row without a value for this channel neither breaks the line nor draws.
 */
export function fillSegments(store: StripStore, columns: StripColumns, mapping: PlotMapping, out: Segments): void {
  const { index, gap } = store
  const { min, max, hole } = columns
  const { scale, width, unit } = mapping
  if (out.x.length < width + 2) Object.assign(out, createSegments(width + 2))
  out.count = 0
  // The middle of a bucket is what is placed: at one bucket a column its edge would fall on either side by rounding.
  const base = (store.bucket / 2 - mapping.from) * scale
  const pixelsPerBucket = store.bucket * scale
  const ground = mapping.height + mapping.bottom * unit
  const lowest = mapping.height + beyond
  let column = NaN
  let top = 0
  let bottom = 0
  let joined = false
  let broken = true
  let lastColumn = NaN
  let lastTop = 0
  let lastBottom = 0

  const flush = (): void => {
    let upper = top
    let lower = bottom
    if (joined) {
      const steps = column - lastColumn
      if (steps === 1) {
        const meet = upper > lastBottom ? (upper + lastBottom) / 2 : (lower + lastTop) / 2
        if (upper > lastBottom) {
          upper = meet
          if (out.count > 0 && lastColumn >= 0) out.bottom[out.count - 1] = Math.max(out.bottom[out.count - 1], meet)
        } else if (lower < lastTop) {
          lower = meet
          if (out.count > 0 && lastColumn >= 0) out.top[out.count - 1] = Math.min(out.top[out.count - 1], meet)
        }
      } else {
        const start = (lastTop + lastBottom) / 2
        const slope = ((top + bottom) / 2 - start) / steps
        if (out.count > 0 && lastColumn >= 0) {
          out.top[out.count - 1] = Math.min(out.top[out.count - 1], start + slope / 2)
          out.bottom[out.count - 1] = Math.max(out.bottom[out.count - 1], start + slope / 2)
        }
        for (let step = Math.max(1, -lastColumn); step < steps && lastColumn + step < width; step++) {
          const a = start + slope * (step - 0.5)
          const b = start + slope * (step + 0.5)
          emit(out, lastColumn + step, Math.min(a, b), Math.max(a, b))
        }
        upper = Math.min(upper, start + slope * (steps - 0.5))
        lower = Math.max(lower, start + slope * (steps - 0.5))
      }
    }
    if (column >= 0 && column < width) emit(out, column, upper, lower)
    lastColumn = column
    lastTop = top
    lastBottom = bottom
  }

  const { first, last } = visibleRows(store, mapping)
  for (let row = first; row < last; row++) {
    if (gap[row] !== 0) broken = true
    const low = min[row]
    if (low !== low) {
      // NaN: no value here, or one that cannot be drawn.
      if (hole !== undefined && hole[row] !== 0) broken = true
      continue
    }
    let upper = ground - max[row] * unit
    let lower = ground - low * unit
    if (upper < -beyond) upper = -beyond
    else if (upper > lowest) upper = lowest
    if (lower > lowest) lower = lowest
    else if (lower < -beyond) lower = -beyond
    const place = Math.floor(index[row] * pixelsPerBucket + base)
    if (place === column) {
      if (upper < top) top = upper
      if (lower > bottom) bottom = lower
    } else {
      if (column === column) flush()
      joined = !broken
      column = place
      top = upper
      bottom = lower
    }
    broken = false
  }
  if (column === column) flush()
}

/** The rows a window needs: those inside, and one more on each side for the line that enters and leaves. */
export function visibleRows(
  store: StripStore,
  mapping: PlotMapping
): { readonly first: number; readonly last: number } {
  const first = store.firstAt(mapping.from - store.bucket)
  const last = store.firstAt(mapping.from + mapping.width / mapping.scale)
  return { first: Math.max(store.start, first - 1), last: Math.min(store.end, last + 1) }
}

function emit(out: Segments, x: number, top: number, bottom: number): void {
  const at = out.count++
  out.x[at] = x
  out.top[at] = top
  out.bottom[at] = bottom
}
