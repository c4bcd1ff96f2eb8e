import { StripChart } from '@renderer/charts/strip-chart'
import { StripController } from '@renderer/charts/strip-controller'
import { StripStore } from '@renderer/charts/strip-data'
import { readTheme } from '@renderer/charts/theme'
import { Chart } from 'chart.js'
import { frameOf } from './frames'

/** Runs in the browser: draws one small chart and notes what Chart.js did around it. */
function probe(): Record<string, unknown> {
  const canvas = document.createElement('canvas')
  document.body.append(canvas)
  const strip = new StripChart(canvas, readTheme(document.body))
  const line = {
    unit: '',
    meanColour: '#000000',
    dash: [],
    band: 0,
    limits: null,
    axis: 0,
    scale: 1,
    offset: 0,
    decimals: null
  }
  strip.setLines([
    { ...line, channel: 0, name: 'a', colour: '#ff0000' },
    { ...line, channel: 1, name: 'b', colour: '#0000ff' }
  ])
  const store = new StripStore(2048)
  const rows = Array.from({ length: 1100 }, (_, at) => ({
    index: at < 600 ? at : at + 200,
    gap: at === 600,
    values: [5, 20]
  }))
  const frame = frameOf(rows, { fromBucket: 0, channels: 2, bucket: 5 })
  const quiet = frame.channels.map(channel => ({ ...channel, flags: new Uint8Array(frame.rows) }))
  store.apply({ ...frame, channels: quiet })
  strip.scene.store = store
  strip.resize(600, 300, 2)

  const chart = Chart.getChart(canvas)!
  const calls = { lines: 0, updates: 0 }
  const paint = StripController.prototype.draw
  StripController.prototype.draw = function (this: StripController) {
    calls.lines++
    paint.call(this)
  }
  const update = chart.update.bind(chart)
  chart.update = mode => {
    calls.updates++
    update(mode)
  }
  let clips = 0
  const clip = chart.ctx.clip.bind(chart.ctx)
  chart.ctx.clip = (): void => {
    clips++
    clip()
  }
  strip.draw(7000, 5000, { now: 0, still: false })
  StripController.prototype.draw = paint

  const { left, right, top, bottom } = chart.chartArea
  const time = chart.scales.x
  const isRed = (at: number): boolean => {
    const x = Math.round(time.getPixelForValue(at) * 2)
    const { data } = chart.ctx.getImageData(x, 0, 1, 600)
    for (let pixel = 0; pixel < data.length; pixel += 4)
      if (data[pixel] > 200 && data[pixel + 1] < 60 && data[pixel + 2] < 60 && data[pixel + 3] > 200) return true
    return false
  }
  return {
    version: Chart.version,
    drawCalls: calls,
    plot: { left, right, top, bottom },
    window: {
      leftEdge: time.getValueForPixel(left),
      rightEdge: time.getValueForPixel(right),
      again: time.getPixelForValue(4500) === (left + right) / 2
    },
    elements: [0, 1].map(index => chart.getDatasetMeta(index).data.length),
    clips,
    ratio: chart.currentDevicePixelRatio,
    backing: [canvas.width, canvas.height],
    painted: { line: isRed(2500), gap: isRed(3500) }
  }
}

Object.assign(window, { probe })
