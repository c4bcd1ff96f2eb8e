import {
  Chart,
  type ChartArea,
  type ChartOptions,
  LinearScale,
  LogarithmicScale,
  PointElement,
  ScatterController,
  type ScaleOptions
} from 'chart.js'
import { plainText } from '../format/numbers'
import type { ChartTheme } from './theme'

Chart.register(ScatterController, LinearScale, LogarithmicScale, PointElement)

/** Raster is in software on many machines: beyond this a finer canvas costs more than it shows. */
const finestRatio = 2

export interface PlotAxis {
  readonly min: number
  readonly max: number
  readonly log?: boolean
  readonly title?: string
  /** A tick's label; '' for none. */
  label?(value: number): string
  /** Lets ticks stand on whole numbers only. */
  readonly whole?: boolean
  readonly grid?: boolean
  /** Where ticks stand, and what is written there, for about so many of them: of an axis whose round numbers are not decimal. */
  ticks?(limit: number): readonly { readonly value: number; readonly label: string }[]
}

export interface PlotAxes {
  readonly x: PlotAxis
  readonly y: PlotAxis
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
  yOf(value: number): number
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
  yAt(pixel: number): number {
    return this.#chart.scales.y.getValueForPixel(pixel) ?? NaN
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
      yOf: value => scales.y.getPixelForValue(value)
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
    const { x, y, right = 10 } = this.#axes
    return {
      animation: false,
      responsive: false,
      maintainAspectRatio: false,
      parsing: false,
      events: [],
      devicePixelRatio: this.#chart?.options.devicePixelRatio,
      layout: { padding: { top: 8, right, bottom: 2, left: 4 } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      scales: { x: this.#scale(x, 70), y: this.#scale(y, 40) }
    }
  }

  /** `room`: css px a tick should have. */
  #scale(axis: PlotAxis, room: number): ScaleOptions<'linear' | 'logarithmic'> & { type: 'linear' | 'logarithmic' } {
    const { theme } = this
    const family = theme.font.replace(/^\S+\s/, '')
    const font = { size: 11, family }
    const { width, height } = this.#chart ?? { width: 400, height: 300 }
    const length = room > 60 ? width : height
    const own = axis.ticks?.(Math.max(2, Math.round(length / room / 1.5)))
    return {
      type: axis.log ? 'logarithmic' : 'linear',
      min: axis.min,
      max: axis.max,
      grid: { color: axis.grid === false ? 'transparent' : theme.grid, tickColor: theme.grid },
      border: { color: theme.axis },
      ...(own ? { afterBuildTicks: scale => void (scale.ticks = own.map(({ value }) => ({ value }))) } : {}),
      title: {
        display: axis.title !== undefined && height > 180,
        text: axis.title,
        color: theme.text,
        font,
        padding: 2
      },
      ticks: {
        color: theme.text,
        font,
        padding: 4,
        maxRotation: 0,
        autoSkipPadding: 12,
        includeBounds: false,
        maxTicksLimit: Math.max(2, Math.round(length / room)),
        ...(axis.whole ? { precision: 0 } : {}),
        ...(own ? { autoSkip: false } : {}),
        callback: (value, index) =>
          own?.[index]?.label ?? axis.label?.(Number(value)) ?? plainText(Number(Number(value).toPrecision(10)))
      }
    } as ScaleOptions<'linear' | 'logarithmic'> & { type: 'linear' | 'logarithmic' }
  }
}
