import { scaleText } from '../line-reading'
import type { StripLine } from '../strip-scene'
import type { ChartSource } from './chart-picture'

const rowHeight = 18
const side = 12
const swatch = 20

type Measure = (text: string, font: string) => number

interface Entry {
  readonly line: StripLine
  readonly words: string
  readonly x: number
  readonly row: number
}

const fontOf = ({ chart }: ChartSource, weight: string, size: number): string =>
  `${weight} ${size}px ${chart.scene.theme.font.slice(chart.scene.theme.font.indexOf(' ') + 1)}`

/** The legend, from left to right and in as many rows as its entries need. */
function entriesOf(measure: Measure, source: ChartSource): Entry[] {
  const { chart, width } = source
  const font = fontOf(source, '400', 12)
  let [x, row] = [side, 0]
  return chart.scene.lines.map(line => {
    const words = [line.name, line.unit && `[${line.unit}]`, scaleText(line.scale, line.offset)]
      .filter(Boolean)
      .join(' ')
    const length = swatch + measure(words, font) + 16
    if (x + length > width - side && x > side) [x, row] = [side, row + 1]
    const entry = { line, words, x, row }
    x += length
    return entry
  })
}

/** css px above the chart for title and legend. */
export function headerHeight(measure: Measure, source: ChartSource): number {
  const last = entriesOf(measure, source).at(-1)
  return 10 + rowHeight + ((last?.row ?? -1) + 1) * rowHeight + 4
}

/** Title, what is shown, and a legend that tells lines by name, unit, colour and dash. */
export function paintHeader(context: CanvasRenderingContext2D, source: ChartSource): void {
  const { theme } = source.chart.scene
  const measure: Measure = (text, font) => {
    context.font = font
    return context.measureText(text).width
  }
  const titleFont = fontOf(source, '600', 13)
  const titleWidth = measure(source.title, titleFont)
  context.save()
  context.textBaseline = 'middle'
  context.textAlign = 'left'
  context.font = titleFont
  context.fillStyle = theme.strong
  context.fillText(source.title, side, 10 + rowHeight / 2)
  context.font = fontOf(source, '400', 11)
  context.fillStyle = theme.text
  context.fillText(source.detail, side + titleWidth + 12, 10 + rowHeight / 2)
  const entries = entriesOf(measure, source)
  context.font = fontOf(source, '400', 12)
  for (const { line, words, x, row } of entries) {
    const y = 10 + rowHeight * (row + 1.5)
    context.strokeStyle = line.colour
    context.lineWidth = 3
    context.setLineDash(line.dash)
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(x + swatch - 5, y)
    context.stroke()
    context.setLineDash([])
    context.fillText(words, x + swatch, y)
  }
  context.restore()
}
