import { Chart, LinearScale, PointElement } from 'chart.js'
import { pointerTime } from './strip-crosshair'
import { StripController } from './strip-controller'
import type { StripStore } from './strip-data'
import { type Gutter, onlyAxis, type StripAxis } from './strip-axes'
import { chartOf, layOut, scalesOf } from './strip-layout'
import { AxisRanges } from './strip-ranges'
import { plotOf } from './strip-plot'
import { ribbonLines, ribbonRowHeight } from './strip-ribbon'
import { TimeScale } from './strip-scale'
import { attachScene, emptyScene, isDense, type StripLine, type StripScene } from './strip-scene'
import { ValueScale } from './strip-value-scale'
import type { ChartTheme } from './theme'
import type { ValueRange } from './y-range'

Chart.register(StripController, TimeScale, ValueScale, LinearScale, PointElement)

/** Raster is in software on many machines: beyond this a finer canvas costs more than it shows. */
const finestRatio = 2

/**
 * One Chart.js chart whose frames are only `draw()`. `update()` runs when its size or its number of lines changes.
 * Not reactive: it lives outside Vue's proxies, which would cost four times the drawing.
 */
export class StripChart {
  readonly scene: StripScene
  readonly #chart: Chart<'strip'>
  readonly #ranges = new AxisRanges()
  #gutter: Gutter = { left: 1, right: 0 }
  #width = 0
  /** What the canvas shows; NaN asks for a paint whatever else is equal. */
  #painted = { to: NaN, span: NaN, version: -1, store: null as StripStore | null }
  #ribbonsOf: { readonly version: number; readonly lines: readonly StripLine[] } | undefined

  constructor(canvas: HTMLCanvasElement, theme: ChartTheme) {
    this.scene = emptyScene(theme)
    attachScene(canvas, this.scene)
    this.#chart = new Chart<'strip'>(canvas, chartOf([onlyAxis]))
  }

  get plot(): { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number } {
    return this.#chart.chartArea
  }

  /** The plot's width in device pixels: the number of columns worth asking for. */
  get columns(): number {
    return plotOf(this.#chart).width
  }

  /** Between two ticks of the first value axis. */
  get step(): number {
    return this.#value().currentTicks().step
  }

  /** Between two ticks of a line's axis, in the line's own values; NaN on a log axis, where no step fits all values. */
  stepOf({ axis, scale }: StripLine): number {
    return this.#value(this.scene.axes[axis]?.id).currentTicks().step / Math.abs(scale)
  }

  /** css px, and device pixels a css pixel. */
  resize(width: number, height: number, ratio: number): void {
    this.touch()
    this.#chart.options.devicePixelRatio = Math.min(ratio, finestRatio)
    this.#width = width
    this.#layOut()
    this.#chart.resize(Math.max(1, Math.floor(width)), Math.max(1, Math.floor(height)))
    this.#chart.update('none')
  }

  /** What is to be drawn; `axes` are what the lines' `axis` counts in. */
  setLines(lines: readonly StripLine[], axes: readonly StripAxis[] = [onlyAxis]): void {
    const { scene } = this
    const counted = lines.length === scene.lines.length
    const placed = axes.map(({ id }) => id).join() === scene.axes.map(({ id }) => id).join()
    scene.lines = lines
    scene.axes = axes
    this.#ranges.use(lines, axes)
    this.#ribbonsOf = undefined
    this.touch()
    if (counted && placed) return
    if (!counted) this.#chart.data.datasets = lines.map(() => ({ type: 'strip', data: [] }))
    if (!placed) this.#chart.options.scales = scalesOf(axes)
    this.#chart.update('none')
    if (!placed) this.#layOut()
    if (!placed) this.#chart.update('none')
  }

  /** Places beside the plot to keep free for axes, as all charts above each other do. */
  setGutter(gutter: Gutter): void {
    if (gutter.left === this.#gutter.left && gutter.right === this.#gutter.right) return
    this.#gutter = gutter
    this.#layOut()
    this.#chart.update('none')
    this.touch()
  }

  /** Gives each axis its width: its place, or nothing where there is no room for it. */
  #layOut(): void {
    const { padding, widths } = layOut(this.axes, this.#gutter, this.#width)
    for (const [at, id] of this.axes.entries()) this.#value(id).axisWidth = widths[at]
    this.#chart.options.layout!.padding = padding
  }

  /** The scene changed: the next draw paints. */
  touch(): void {
    this.#painted.to = NaN
  }

  /** Keeps the value axis as it is, or lets it follow the data again. */
  lockValues(locked: boolean): void {
    this.#ranges.lock(locked)
    this.touch()
  }

  /** Ranges the user zoomed to, by axis id, in the axis' own terms; an axis that has none finds its own. */
  setManual(ranges: Readonly<Record<string, ValueRange>>): void {
    if (this.#ranges.setManual(ranges)) this.touch()
  }

  /** The axes of the chart, by id. */
  get axes(): readonly string[] {
    return this.scene.axes.map(({ id }) => id)
  }

  /** The value axis `x` css px from the canvas' left edge; null in the plot and beyond the axes. */
  axisAt(x: number): string | null {
    return this.axes.find(id => x >= this.#value(id).left && x < this.#value(id).right) ?? null
  }

  /** What an axis shows now, in its own terms: values, or decades on a log axis. */
  rangeOf(axis: string): ValueRange {
    return this.#value(axis).range
  }

  /** What an axis measures `y` css px from the canvas' top, in its own terms. */
  valueAt(axis: string, y: number): number {
    return this.#value(axis).getValueForPixel(y)
  }

  /** Where the values' part of the plot ends, css px from the canvas' top. */
  get floor(): number {
    return this.#value().floor
  }

  /** Whether a log axis leaves out values that are not above zero, in what was drawn last. */
  get leavesOut(): boolean {
    return this.#ranges.leavesOut
  }

  /** Lines of what was drawn last that are flat only because others on their axis are so much larger. */
  flattened(): readonly StripLine[] {
    const { from, to } = this.#time
    this.#ranges.findFlattened(this.scene.store, { from, to })
    return this.#ranges.flattened
  }

  /** The time under the crosshair, ms; NaN when the pointer is not in the plot. */
  get pointerTime(): number {
    return pointerTime(this.scene, plotOf(this.#chart))
  }

  /** The time `pixel` css px from the canvas' left edge. */
  timeAt(pixel: number): number {
    return this.#time.getValueForPixel(pixel)
  }

  /** Where a time is, css px from the canvas' left edge; beyond the plot where it is not shown. */
  pixelAt(time: number): number {
    return this.#time.getPixelForValue(time)
  }

  /**
   * Paints the span that ends at `edge`. The value axis is patient by `now` (local time, ms), unless
   * the view stands `still` and is moved by hand.
   * While buckets are as dense as pixels the window moves in whole buckets, so that each keeps its column and nothing
   * shimmers; sparse lines move by fractions of a pixel. Nothing is painted when the picture would be the same.
   */
  draw(edge: number, span: number, { now, still }: { readonly now: number; readonly still: boolean }): void {
    const { scene } = this
    const { store } = scene
    const columns = this.columns
    const rows = store.firstAt(edge) - store.firstAt(edge - span)
    scene.dense = isDense(rows, columns, scene.dense)
    const fits =
      scene.dense && store.bucket > 0 && store.bucket * columns < span * 1.5 && store.bucket * columns > span * 0.66
    const to = fits ? Math.ceil(edge / store.bucket) * store.bucket : edge
    const painted = this.#painted
    if (painted.to === to && painted.span === span && painted.version === store.version && painted.store === store)
      return
    this.#painted = { to, span, version: store.version, store }
    this.#time.setWindow(to - span, to)
    const found = this.#ranges.find(store, { from: to - span, to }, { now, patience: still ? 0 : undefined })
    for (const { id } of scene.axes) this.#value(id).setRange(found.get(id)!)
    if (this.#ribbonsOf?.version !== store.version || this.#ribbonsOf.lines !== scene.lines) {
      scene.ribbons = ribbonLines(store, scene.lines)
      this.#ribbonsOf = { version: store.version, lines: scene.lines }
    }
    const ribbons = scene.ribbons.length
    for (const { id } of scene.axes) this.#value(id).ribbonHeight = ribbons * ribbonRowHeight(ribbons)
    this.#chart.draw()
  }

  /** Draws once with another context, as for a picture; the canvas itself is left as it is. */
  drawInto(context: CanvasRenderingContext2D, edge: number, span: number): void {
    const painters = [this.#chart, ...Object.values(this.#chart.scales)]
    const own = this.#chart.ctx
    for (const painter of painters) Object.assign(painter, { ctx: context })
    try {
      this.draw(edge, span, { now: 0, still: true })
    } finally {
      for (const painter of painters) Object.assign(painter, { ctx: own })
    }
  }

  destroy(): void {
    this.#chart.destroy()
  }

  get #time(): TimeScale {
    return this.#chart.scales.x as TimeScale
  }

  #value(axis = this.scene.axes[0].id as string): ValueScale {
    return (this.#chart.scales[axis] ?? this.#chart.scales[this.scene.axes[0].id]) as ValueScale
  }
}
