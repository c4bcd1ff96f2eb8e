import { LinearScale, type ChartArea, type LinearScaleOptions } from 'chart.js'
import { text } from '../messages'
import { logTicks, type LogTicks } from './log-ticks'
import type { StripAxis } from './strip-axes'
import { valueAxisWidth } from './strip-scale'
import { sceneOf, type StripLine } from './strip-scene'
import { valueTicks, type ValueTicks } from './value-ticks'
import type { ValueRange } from './y-range'

/** css px that the title of an axis takes; a chart's only axis needs none. */
export const axisTitleWidth = 16
const ribbonGap = 4

/**
 * A value axis: `setRange` moves it without `update()`; the lowest `ribbonHeight` css px of the plot are kept free. On a log
 * axis `range` and all values are in decades. The first axis of a chart rules the grid; the others have marks.
 */
export class ValueScale extends LinearScale {
  static override id = 'strip-value'
  static override defaults = {}
  range: ValueRange = { min: 0, max: 1 }
  ribbonHeight = 0
  /** css px; 0 where there is no room: then the axis measures, but is not painted. */
  axisWidth = valueAxisWidth
  #ticks: { readonly key: string; readonly ticks: ValueTicks } | undefined

  setRange(range: ValueRange): void {
    this.range = range
    this.min = range.min
    this.max = range.max
  }

  /** Where the values' part of the plot ends, css px from the canvas' top. */
  get floor(): number {
    return this.chart.chartArea.bottom - (this.ribbonHeight > 0 ? this.ribbonHeight + ribbonGap : 0)
  }

  /** The axis in the chart's scene; the first while the scene is being changed. */
  get setting(): StripAxis {
    const { axes } = sceneOf(this.chart.canvas)
    return axes.find(({ id }) => id === this.id) ?? axes[0]
  }

  override determineDataLimits(): void {
    this.min = this.range.min
    this.max = this.range.max
  }

  override buildTicks(): [] {
    return []
  }

  override fit(): void {
    this.width = this.axisWidth
    this.height = this.maxHeight
  }

  override getPixelForValue(value: number): number {
    const { min, max } = this.range
    return this.floor - ((value - min) / (max - min)) * (this.floor - this.top)
  }

  override getValueForPixel(pixel: number): number {
    const { min, max } = this.range
    return min + ((this.floor - pixel) / (this.floor - this.top)) * (max - min)
  }

  /** The ticks in force; computed anew only when the range or the height changes. */
  currentTicks(): ValueTicks & Partial<LogTicks> {
    const count = Math.max(3, Math.floor((this.floor - this.top) / 34))
    const { log } = this.setting
    const key = `${this.range.min} ${this.range.max} ${count} ${log}`
    if (this.#ticks?.key !== key)
      this.#ticks = {
        key,
        ticks: log ? logTicks(this.range, count) : valueTicks(this.range.min, this.range.max, count)
      }
    return this.#ticks.ticks
  }

  override draw(area: ChartArea): void {
    if (this.axisWidth === 0) return
    const { ctx } = this
    const scene = sceneOf(this.chart.canvas)
    const { theme } = scene
    const ticks = this.currentTicks()
    const isFirst = scene.axes[0].id === this.id
    const onLeft = this.options.position !== 'right'
    const edge = onLeft ? this.right : this.left
    ctx.save()
    ctx.font = theme.font
    ctx.textAlign = onLeft ? 'right' : 'left'
    ctx.textBaseline = 'middle'
    ctx.lineWidth = 1
    ctx.fillStyle = theme.text
    ctx.strokeStyle = isFirst ? theme.grid : theme.axis
    const rule = (value: number, length: number): void => {
      const y = Math.round(this.getPixelForValue(value)) + 0.5
      if (y < area.top || y > this.floor + 1) return
      ctx.moveTo(isFirst ? area.left : edge, y)
      ctx.lineTo(isFirst ? area.right : edge + (onLeft ? -length : length), y)
    }
    ctx.beginPath()
    for (const [at, value] of ticks.values.entries()) {
      rule(value, 5)
      const y = this.getPixelForValue(value)
      if (y >= area.top - 0.5 && y <= this.floor + 1)
        ctx.fillText(ticks.labels[at], edge + (onLeft ? -8 : 8), Math.round(y) + 0.5)
    }
    if (!isFirst) {
      ctx.moveTo(edge, area.top)
      ctx.lineTo(edge, this.floor)
    }
    ctx.stroke()
    if (ticks.minor && ticks.minor.length > 0) {
      ctx.globalAlpha = 0.55
      ctx.beginPath()
      for (const value of ticks.minor) rule(value, 3)
      ctx.stroke()
      ctx.globalAlpha = 1
    }
    if (ticks.offset !== 0) {
      ctx.textAlign = onLeft ? 'left' : 'right'
      ctx.fillText(offsetText(ticks.offset), onLeft ? area.left + 6 : area.right - 6, area.top + 8)
    }
    if (scene.axes.length > 1) this.#drawTitle(scene.lines.filter(line => scene.axes[line.axis]?.id === this.id))
    ctx.restore()
  }

  /** Unit and lines of the axis along its outer edge, each line with its swatch, as far as there is room. */
  #drawTitle(lines: readonly StripLine[]): void {
    const { ctx } = this
    const { theme } = sceneOf(this.chart.canvas)
    const room = this.floor - this.top
    const onLeft = this.options.position !== 'right'
    const { unit, log } = this.setting
    const head = [unit, log ? text.axes.logShort : ''].filter(part => part !== '').join(' ')
    const headWidth = head === '' ? 0 : ctx.measureText(head).width + 8
    const parts: { readonly line: StripLine; readonly name: string; readonly width: number }[] = []
    let length = headWidth
    for (const line of lines) {
      // A name is cut rather than left out; where not even that fits, its swatch stands for it.
      const name = cutText(ctx, line.name, room - length - 23)
      const width = (name === '' ? 11 : 15 + ctx.measureText(name).width) + 8
      if (length + width > room + 8) break
      parts.push({ line, name, width })
      length += width
    }
    ctx.save()
    ctx.translate(
      onLeft ? this.left + axisTitleWidth / 2 : this.right - axisTitleWidth / 2,
      this.floor - (room - length) / 2
    )
    ctx.rotate(-Math.PI / 2)
    ctx.textAlign = 'left'
    let x = 0
    if (head !== '') {
      ctx.fillStyle = theme.strong
      ctx.fillText(head, 0, 0)
      x = headWidth
    }
    ctx.fillStyle = theme.text
    for (const { line, name, width } of parts) {
      ctx.strokeStyle = line.colour
      ctx.lineWidth = 3
      ctx.setLineDash(line.dash.length > 0 ? [4, 2] : [])
      ctx.beginPath()
      ctx.moveTo(x, 0)
      ctx.lineTo(x + 11, 0)
      ctx.stroke()
      ctx.setLineDash([])
      ctx.fillText(name, x + 15, 0)
      x += width
    }
    ctx.restore()
  }
}

/** `text` cut with an ellipsis to `room` css px; empty when not even two letters fit. */
function cutText(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  if (ctx.measureText(text).width <= room) return text
  for (let length = text.length - 1; length >= 2; length--) {
    const cut = `${text.slice(0, length)}…`
    if (ctx.measureText(cut).width <= room) return cut
  }
  return ''
}

function offsetText(offset: number): string {
  return `${offset < 0 ? '−' : '+'} ${Math.abs(offset)}`
}

declare module 'chart.js' {
  interface CartesianScaleTypeRegistry {
    'strip-value': { options: LinearScaleOptions }
  }
}
