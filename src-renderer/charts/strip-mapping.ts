import type { StripColumns, StripStore } from './strip-data'
import type { Plot } from './strip-plot'
import type { StripLine, StripScene } from './strip-scene'
import { visibleRows } from './strip-segments'

/** A channel's columns and where they go: `drawn` by `plot`; `true` ones by `bend` first, where the axis is not linear. */
export interface DrawnColumns {
  readonly drawn: StripColumns
  readonly plot: Plot
  /** From a true value to what the axis measures (decades); NaN where it has none. Null on a linear axis. */
  readonly bend: ((value: number) => number) | null
}

/** Below the smallest double's decade: drawn far under the plot. */
const underground = -330

/**
 * How a line's values become pixels. Its scale and offset cost nothing: they are put into the mapping. A negative scale turns
 * the extremes round. A log axis needs columns of its own, made for the rows in sight.
 */
export function drawnColumns(scene: StripScene, line: StripLine, columns: StripColumns, plot: Plot): DrawnColumns {
  if (scene.axes[line.axis]?.log)
    return { drawn: decadeColumns(scene.store, line, columns, plot), plot, bend: bendOf(line) }
  if (line.scale === 1 && line.offset === 0) return { drawn: columns, plot, bend: null }
  const own = linearPlot(line, plot)
  if (line.scale > 0) return { drawn: columns, plot: own, bend: null }
  return { drawn: { ...columns, min: columns.max, max: columns.min }, plot: own, bend: null }
}

/** The place of a true value of a line, device px from the plot's top; NaN where it has none. */
export function placeOf(scene: StripScene, line: StripLine, plot: Plot, value: number): number {
  if (scene.axes[line.axis]?.log) return plot.height - (bendOf(line)(value) - plot.bottom) * plot.unit
  const own = linearPlot(line, plot)
  return own.height - (value - own.bottom) * own.unit
}

function linearPlot({ scale, offset }: StripLine, plot: Plot): Plot {
  return { ...plot, bottom: (plot.bottom - offset) / scale, unit: plot.unit * scale }
}

function bendOf({ scale, offset }: StripLine): (value: number) => number {
  return value => {
    const drawn = value * scale + offset
    return drawn > 0 ? Math.log10(drawn) : NaN
  }
}

interface Decades {
  key: string
  columns: StripColumns
}
const decades = new WeakMap<StripColumns, Decades>()

/**
 * The rows in sight in decades. A bucket with values above zero and others not reaches down out of the plot; one that has
 * none above zero is a hole: there the line is broken.
 */
function decadeColumns(store: StripStore, line: StripLine, columns: StripColumns, plot: Plot): StripColumns {
  const { first, last } = visibleRows(store, plot)
  const key = [store.version, first, last, line.scale, line.offset].join()
  let own = decades.get(columns)
  if (own?.key === key && own.columns.flags === columns.flags) return own.columns
  if (!own || own.columns.min.length !== columns.min.length) {
    const column = (): Float64Array => new Float64Array(columns.min.length)
    const buffers = { min: column(), max: column(), mean: column(), hole: new Uint8Array(columns.min.length) }
    own = { key, columns: { ...columns, ...buffers } }
    decades.set(columns, own)
  }
  own.key = key
  // The channel's own buffers move when they grow.
  own.columns.flags = columns.flags
  own.columns.deviation = columns.deviation
  const { min, max, mean } = own.columns
  const hole = own.columns.hole!
  const { scale, offset } = line
  const [low, high] = scale > 0 ? [columns.min, columns.max] : [columns.max, columns.min]
  for (let row = first; row < last; row++) {
    const top = high[row] * scale + offset
    const bottom = low[row] * scale + offset
    const middle = columns.mean[row] * scale + offset
    hole[row] = top <= 0 ? 1 : 0
    max[row] = top > 0 ? Math.log10(top) : NaN
    min[row] = top > 0 ? (bottom > 0 ? Math.log10(bottom) : underground) : NaN
    mean[row] = middle > 0 ? Math.log10(middle) : NaN
  }
  return own.columns
}
