import { lineLook } from '@renderer/charts/palette'
import { StripChart } from '@renderer/charts/strip-chart'
import { timeAxisHeight, valueAxisWidth } from '@renderer/charts/strip-scale'
import type { StripStore } from '@renderer/charts/strip-data'
import { readTheme } from '@renderer/charts/theme'
import uPlot from 'uplot'
import { bucket } from './signal'

export const width = 1200
export const height = 400
/** The value axis that the strip chart finds for the signal by itself; the others are given it. */
const [lowest, highest] = [-2, 4]

/** Paints the window that ends at bucket `end` and waits until its pixels are there. */
export type Painter = (end: number) => void | Promise<void>

function canvasOf(cssWidth: number, cssHeight: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = cssWidth
  canvas.height = cssHeight
  document.body.append(canvas)
  return canvas
}

/** Reading one pixel makes the browser raster what was recorded: without it a frame would cost only its JavaScript. */
function raster(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d')!.getImageData(0, 0, 1, 1)
}

/** The product's chart with a plot of exactly width x height. */
export function ours(store: StripStore, lines: number, options: { lineWidth: number; band: number }): Painter {
  const canvas = canvasOf(width, height)
  const chart = stripChart(canvas, store, { lines, ...options })
  chart.resize(width + valueAxisWidth + 10, height + timeAxisHeight + 6, 1)
  let now = 0
  return end => {
    chart.draw(end * bucket, width * bucket, { now: (now += 16), still: false })
    raster(canvas)
  }
}

export function stripChart(
  canvas: HTMLCanvasElement,
  store: StripStore,
  options: { lines: number; lineWidth: number; band: number }
): StripChart {
  const chart = new StripChart(canvas, readTheme(document.body))
  chart.scene.store = store
  chart.scene.lineWidth = options.lineWidth
  chart.setLines(
    Array.from({ length: options.lines }, (_, channel) => ({
      channel,
      name: `line ${channel}`,
      unit: '',
      colour: lineLook(channel).colour.light,
      meanColour: '#000000',
      dash: [],
      band: options.band,
      axis: 0,
      scale: 1,
      offset: 0,
      decimals: null,
      limits: null
    }))
  )
  return chart
}

/** The least a canvas can do for the same picture: one vertical hairline a column, no axes. */
export function bare(store: StripStore, lines: number): Painter {
  const canvas = canvasOf(width, height)
  const paint = bareOn(canvas, store, lines)
  return end => {
    paint(end)
    raster(canvas)
  }
}

export function bareOn(canvas: HTMLCanvasElement, store: StripStore, lines: number): (end: number) => void {
  const context = canvas.getContext('2d')!
  const { height, width } = canvas
  const unit = height / (highest - lowest)
  return end => {
    context.clearRect(0, 0, width, height)
    context.lineWidth = 1
    for (let line = 0; line < lines; line++) {
      const { min, max } = store.of(line)!
      context.strokeStyle = lineLook(line).colour.light
      context.beginPath()
      for (let x = 0, row = end - width; x < width; x++, row++) {
        context.moveTo(x + 0.5, height - (min[row] - lowest) * unit)
        context.lineTo(x + 0.5, height - (max[row] - lowest) * unit)
      }
      context.stroke()
    }
  }
}

/** uPlot with its fastest settings, fed `points` samples a line as they are: what it costs without a pyramid. */
export function microRaw(points: number, lines: number): Painter {
  const { chart, canvas } = makeMicro(lines)
  const times = new Float64Array(points)
  const values = Array.from({ length: lines }, (_, line) =>
    Float64Array.from(
      { length: points },
      (_, at) => Math.sin(at / (points / 6)) + line * 0.6 + ((at * 7919) % 101) / 170
    )
  )
  return async end => {
    for (let at = 0; at < points; at++) times[at] = (end * bucket * 1000 + at) / 1e6
    chart.setData([times, ...values])
    await Promise.resolve()
    raster(canvas)
  }
}

function makeMicro(lines: number): { chart: uPlot; canvas: HTMLCanvasElement } {
  const host = document.createElement('div')
  document.body.append(host)
  const chart = new uPlot(
    {
      width: width + valueAxisWidth,
      height: height + 50,
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: true }, y: { auto: false, range: [lowest, highest] } },
      series: [
        {},
        ...Array.from({ length: lines }, (_, line) => ({
          stroke: lineLook(line).colour.light,
          width: 1,
          points: { show: false }
        }))
      ]
    },
    [[0], ...Array.from({ length: lines }, () => [0])],
    host
  )
  return { chart, canvas: host.querySelector('canvas')! }
}

/** uPlot with its fastest settings, fed the same columns as two points each. */
export function micro(store: StripStore, lines: number): Painter {
  const { chart, canvas } = makeMicro(lines)
  const times = new Float64Array(width * 2)
  const values = Array.from({ length: lines }, () => new Float64Array(width * 2))
  return async end => {
    for (let x = 0, row = end - width; x < width; x++, row++) {
      times[2 * x] = times[2 * x + 1] = (row * bucket) / 1000
      for (const [line, column] of values.entries()) {
        const { min, max } = store.of(line)!
        column[2 * x] = min[row]
        column[2 * x + 1] = max[row]
      }
    }
    chart.setData([times, ...values])
    await Promise.resolve()
    raster(canvas)
  }
}
