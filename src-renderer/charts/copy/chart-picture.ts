import { gutterOf } from '../strip-axes'
import { StripChart } from '../strip-chart'
import { headerHeight, paintHeader } from './chart-header'
import { SvgContext } from './svg-context'

/** What is to be pictured: a chart as it stands, and the words around it. */
export interface ChartSource {
  readonly title: string
  /** Right of the title: what device, and from when to when. */
  readonly detail: string
  readonly chart: StripChart
  /** The window in the picture: its right edge, ms, and its length, ms. */
  readonly edge: number
  readonly span: number
  /** css px; of the chart without its words. */
  readonly width: number
  readonly height: number
}

/** The chart with its title, legend and axes, in the theme in force, at `ratio` device pixels a css pixel. */
export async function chartPng(source: ChartSource, ratio = 2): Promise<Blob> {
  const canvas = document.createElement('canvas')
  const head = headerHeight(measureOn(canvas), source)
  canvas.width = Math.round(source.width * ratio)
  canvas.height = Math.round((head + source.height) * ratio)
  const context = canvas.getContext('2d')!
  const { scene } = source.chart
  context.scale(ratio, ratio)
  context.fillStyle = scene.theme.surface
  context.fillRect(0, 0, source.width, head + source.height)
  paintHeader(context, source)
  withCopy(source, ratio, (chart, drawn) => {
    chart.draw(source.edge, source.span, { now: 0, still: true })
    context.drawImage(drawn, 0, head, source.width, source.height)
  })
  return new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png')
  )
}

/** The same as a vector picture: lines stay lines, text stays text. */
export function chartSvg(source: ChartSource): string {
  const measure = measureOn(document.createElement('canvas'))
  const vectors = new SvgContext(measure)
  const context = vectors as unknown as CanvasRenderingContext2D
  const head = headerHeight(measure, source)
  const height = head + source.height
  context.fillStyle = source.chart.scene.theme.surface
  context.fillRect(0, 0, source.width, height)
  paintHeader(context, source)
  vectors.base = { x: 0, y: head }
  vectors.resetTransform()
  withCopy(source, 1, chart => chart.drawInto(context, source.edge, source.span))
  return vectors.toString({ width: source.width, height, title: `${source.title}, ${source.detail}` })
}

/** A chart of the same rows and ranges that nobody sees: without crosshair and cursors, at a size and ratio of its own. */
function withCopy(
  { chart, width, height }: ChartSource,
  ratio: number,
  use: (copy: StripChart, canvas: HTMLCanvasElement) => void
): void {
  const canvas = document.createElement('canvas')
  const copy = new StripChart(canvas, chart.scene.theme)
  try {
    copy.scene.store = chart.scene.store
    copy.setLines(chart.scene.lines, chart.scene.axes)
    copy.setGutter(gutterOf(chart.axes.length))
    copy.setManual(Object.fromEntries(chart.axes.map(axis => [axis, chart.rangeOf(axis)])))
    copy.resize(width, height, ratio)
    use(copy, canvas)
  } finally {
    copy.destroy()
  }
}

function measureOn(canvas: HTMLCanvasElement): (text: string, font: string) => number {
  const context = canvas.getContext('2d')!
  return (text, font) => {
    context.font = font
    return context.measureText(text).width
  }
}
