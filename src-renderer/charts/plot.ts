import {
  Chart,
  type ChartArea,
  type ChartOptions,
  LinearScale,
  LogarithmicScale,
  PointElement,
  ScatterController
} from 'chart.js'
import { type PlotAxis, timeScale, valueScales } from './plot-axis'
import { axisIds } from './strip-axes'
import type { ChartTheme } from './theme'

export type { PlotAxis } from './plot-axis'

Chart.register(ScatterController, LinearScale, LogarithmicScale, PointElement)

/** Raster is in software on many machines: beyond this a finer canvas costs more than it shows. */
const finestRatio = 2

export interface PlotAxes {
  readonly x: PlotAxis
  readonly y: PlotAxis
  /** Further value axes, at most three, beside the first: right, left and right. */
  readonly more?: readonly PlotAxis[]
  /** css px kept free at the right, e.g. for a legend of colours. */
  readonly right?: number
  /** Changes when labels do although the axes are the same. */
  readonly version?: number
  /** Draws both axes to the same scale; the plot takes what room that leaves. */
  readonly equal?: boolean
}

/** What a painter of a plot is given. */
export interface PlotFrame {
  readonly context: CanvasRenderingContext2D
  readonly area: ChartArea
  readonly theme: ChartTheme
  readonly ratio: number
  xOf(value: number): number
  /** On the first value axis, unless another is named by its place. */
  yOf(value: number, axis?: number): number
}

export interface PlotPainters {
  /** Clipped to the plot, above the grid. */
  inside(frame: PlotFrame): void
  /** After everything else, anywhere on the canvas. */
  around(frame: PlotFrame): void
}

/**
 * A Chart.js chart whose scales, grid and labels are Chart.js' own and whose data is painted by the caller, out of typed
 * arrays: an object a point would cost more than all the rest. Never inside a reactive proxy.
 */
export class Plot {
  theme: ChartTheme
  readonly #chart: Chart<'scatter'>
  #key = ''
  /** Chart.js draws while it is being made, before there is anything to draw with. */
  #drawn = false
  #axes: PlotAxes = { x: { min: 0, max: 1 }, y: { min: 0, max: 1 } }

  constructor(canvas: HTMLCanvasElement, theme: ChartTheme, painters: PlotPainters) {
    this.theme = theme
    this.#chart = new Chart<'scatter'>(canvas, {
      type: 'scatter',
      data: { datasets: [] },
      options: this.#options(),
      plugins: [
        {
          id: 'plot-data',
          beforeDatasetsDraw: () => {
            if (this.#drawn) this.#drawInside(painters.inside)
          },
          afterDraw: () => {
            if (this.#drawn) painters.around(this.#frame())
          }
        }
      ]
    })
  }

  get area(): ChartArea {
    return this.#chart.chartArea
  }

  /** css px, and device pixels a css pixel. */
  resize(width: number, height: number, ratio: number): void {
    this.#chart.options.devicePixelRatio = Math.min(ratio, finestRatio)
    this.#chart.resize(Math.max(1, Math.floor(width)), Math.max(1, Math.floor(height)))
    this.#key = ''
  }

  xAt(pixel: number): number {
    return this.#chart.scales.x.getValueForPixel(pixel) ?? NaN
  }
  yAt(pixel: number, axis = 0): number {
    return this.#chart.scales[axisIds[axis]]?.getValueForPixel(pixel) ?? NaN
  }

  /** Paints axes and data. */
  draw(axes: PlotAxes): void {
    this.#drawn = true
    this.#axes = axes
    const key = JSON.stringify([axes, this.theme])
    if (key === this.#key) return this.#chart.draw()
    this.#key = key
    this.#chart.options = this.#options()
    this.#chart.update('none')
    if (!axes.equal) return
    this.#axes = this.#equal(axes)
    this.#chart.options = this.#options()
    this.#chart.update('none')
  }

  destroy(): void {
    this.#chart.destroy()
  }

  #drawInside(draw: (frame: PlotFrame) => void): void {
    const { ctx, chartArea } = this.#chart
    ctx.save()
    ctx.beginPath()
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height)
    ctx.clip()
    draw(this.#frame())
    ctx.restore()
  }

  #frame(): PlotFrame {
    const { ctx, chartArea, scales } = this.#chart
    return {
      context: ctx,
      area: chartArea,
      theme: this.theme,
      ratio: this.#chart.currentDevicePixelRatio,
      xOf: value => scales.x.getPixelForValue(value),
      yOf: (value, axis = 0) => (scales[axisIds[axis]] ?? scales.y).getPixelForValue(value)
    }
  }

  /** The axes, the one with room to spare widened about its middle, so that a unit is as long on both. */
  #equal(axes: PlotAxes): PlotAxes {
    const { width, height } = this.area
    const [x, y] = [axes.x.max - axes.x.min, axes.y.max - axes.y.min]
    const unit = Math.max(x / width, y / height)
    const widened = (axis: PlotAxis, length: number): PlotAxis => {
      const middle = (axis.min + axis.max) / 2
      return { ...axis, min: middle - (unit * length) / 2, max: middle + (unit * length) / 2 }
    }
    return { ...axes, x: widened(axes.x, width), y: widened(axes.y, height) }
  }

  #options(): ChartOptions<'scatter'> {
    const { x, y, more = [], right = 10 } = this.#axes
    const { width, height } = this.#chart ?? { width: 400, height: 300 }
    const canvas = { theme: this.theme, width, height }
    return {
      animation: false,
      responsive: false,
      maintainAspectRatio: false,
      parsing: false,
      events: [],
      devicePixelRatio: this.#chart?.options.devicePixelRatio,
      layout: { padding: { top: 8, right: more.length > 0 ? 2 : right, bottom: 2, left: 4 } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: { x: timeScale(x, canvas), ...valueScales([y, ...more], canvas) }
    }
  }
}
