import { Chart, LinearScale, PointElement } from 'chart.js'
import { pointerTime } from './strip-crosshair'
import { StripController } from './strip-controller'
import { StripStore } from './strip-data'
import { visibleExtent } from './strip-extent'
import { stripPlugin } from './strip-plugin'
import { plotOf } from './strip-plot'
import { ribbonLines, ribbonRowHeight } from './strip-ribbon'
import { TimeScale, ValueScale } from './strip-scale'
import { attachScene, isDense, type StripLine, type StripScene } from './strip-scene'
import type { ChartTheme } from './theme'
import { AutomaticRange, type ValueRange } from './y-range'

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
  readonly #automatic = new AutomaticRange()
  #locked = false
  /** By hand, by axis id. */
  #manual: Readonly<Record<string, ValueRange>> = {}
  /** What the canvas shows; NaN asks for a paint whatever else is equal. */
  #painted = { to: NaN, span: NaN, version: -1, store: null as StripStore | null }
  #ribbonsOf: { readonly version: number; readonly lines: readonly StripLine[] } | undefined

  constructor(canvas: HTMLCanvasElement, theme: ChartTheme) {
    this.scene = {
      store: new StripStore(16),
      lines: [],
      theme,
      lineWidth: 1.5,
      emphasis: -1,
      pointer: NaN,
      cursors: { a: null, b: null },
      dense: true,
      ribbons: []
    }
    attachScene(canvas, this.scene)
    this.#chart = new Chart<'strip'>(canvas, {
      type: 'strip',
      data: { datasets: [] },
      plugins: [stripPlugin],
      options: {
        animation: false,
        responsive: false,
        maintainAspectRatio: false,
        events: [],
        layout: { padding: { top: 6, right: 10, bottom: 0, left: 0 }, autoPadding: false },
        scales: { x: { type: 'strip-time', position: 'bottom' }, y: { type: 'strip-value', position: 'left' } }
      }
    })
  }

  get plot(): { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number } {
    return this.#chart.chartArea
  }

  /** The plot's width in device pixels: the number of columns worth asking for. */
  get columns(): number {
    return plotOf(this.#chart).width
  }

  /** Between two ticks of the value axis. */
  get step(): number {
    return this.#value.currentTicks().step
  }

  /** css px, and device pixels a css pixel. */
  resize(width: number, height: number, ratio: number): void {
    this.touch()
    this.#chart.options.devicePixelRatio = Math.min(ratio, finestRatio)
    this.#chart.resize(Math.max(1, Math.floor(width)), Math.max(1, Math.floor(height)))
    this.#chart.update('none')
  }

  setLines(lines: readonly StripLine[]): void {
    const counted = lines.length === this.scene.lines.length
    const same = counted && lines.every((line, at) => line.channel === this.scene.lines[at].channel)
    this.scene.lines = lines
    this.#ribbonsOf = undefined
    this.touch()
    if (!same) this.#automatic.reset()
    if (counted) return
    this.#chart.data.datasets = lines.map(() => ({ type: 'strip', data: [] }))
    this.#chart.update('none')
  }

  /** The scene changed: the next draw paints. */
  touch(): void {
    this.#painted.to = NaN
  }

  /** Keeps the value axis as it is, or lets it follow the data again. */
  lockValues(locked: boolean): void {
    if (this.#locked && !locked) this.#automatic.reset()
    this.#locked = locked
    this.touch()
  }

  /** Ranges the user zoomed to, by axis id; an axis that has none finds its own. */
  setManual(ranges: Readonly<Record<string, ValueRange>>): void {
    if (this.#manual === ranges) return
    if (this.#manual.y && !ranges.y) this.#automatic.reset()
    this.#manual = ranges
    this.touch()
  }

  /** The value axis `x` css px from the canvas' left edge; null in the plot and beyond the axes. */
  axisAt(x: number): string | null {
    return x < this.plot.left ? 'y' : null
  }

  /** What an axis shows now. */
  rangeOf(_axis: string): ValueRange {
    return this.#value.range
  }

  /** The value of an axis `y` css px from the canvas' top. */
  valueAt(_axis: string, y: number): number {
    return this.#value.getValueForPixel(y)
  }

  /** The axes of the chart, by id. */
  get axes(): readonly string[] {
    return ['y']
  }

  /** Where the values' part of the plot ends, css px from the canvas' top. */
  get floor(): number {
    return this.#value.floor
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
    if (this.#manual.y) this.#value.setRange(this.#manual.y)
    else if (!this.#locked) {
      const { low, high } = visibleExtent(store, scene.lines, { from: to - span, to })
      this.#value.setRange(this.#automatic.update(low, high, now, still ? 0 : undefined))
    }
    if (this.#ribbonsOf?.version !== store.version || this.#ribbonsOf.lines !== scene.lines) {
      scene.ribbons = ribbonLines(store, scene.lines)
      this.#ribbonsOf = { version: store.version, lines: scene.lines }
    }
    const ribbons = scene.ribbons.length
    this.#value.ribbonHeight = ribbons * ribbonRowHeight(ribbons)
    this.#chart.draw()
  }

  destroy(): void {
    this.#chart.destroy()
  }

  get #time(): TimeScale {
    return this.#chart.scales.x as TimeScale
  }

  get #value(): ValueScale {
    return this.#chart.scales.y as ValueScale
  }
}
