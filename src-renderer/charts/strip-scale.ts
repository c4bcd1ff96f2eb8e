import { LinearScale, type ChartArea, type LinearScaleOptions, type Tick } from 'chart.js'
import { styleInForce } from '../format/time-style'
import { sceneOf } from './strip-scene'
import { distanceTicks, labelledTicks } from './time-ticks'

/** css px; the same for every chart, so that plots above each other share their left edge and their time axis. */
export const valueAxisWidth = 58
export const timeAxisHeight = 22

/**
 * The time axis, moved by `setWindow` without Chart.js' `update()`: that would cost 0.9 ms a frame, a draw costs 0.24.
 * It has a fixed height and paints its own grid and labels.
 */
export class TimeScale extends LinearScale {
  static override id = 'strip-time'
  static override defaults = {}
  from = 0
  to = 1
  #measured = { font: '', length: 0, half: 0 }

  /** Shows [from, to], ms since the epoch, from the next draw on. */
  setWindow(from: number, to: number): void {
    this.from = this.min = from
    this.to = this.max = to
  }

  override determineDataLimits(): void {
    this.min = this.from
    this.max = this.to
  }

  override buildTicks(): Tick[] {
    return []
  }

  override fit(): void {
    this.width = this.maxWidth
    this.height = timeAxisHeight
  }

  override getPixelForValue(value: number): number {
    return this.left + ((value - this.from) / (this.to - this.from)) * (this.right - this.left)
  }

  override getValueForPixel(pixel: number): number {
    return this.from + ((pixel - this.left) / (this.right - this.left)) * (this.to - this.from)
  }

  /** Of a label, css px. Digits are about as wide as each other, so that one measurement serves for all labels of a length. */
  #halfWidth(label: string): number {
    const { font } = this.ctx
    if (this.#measured.font !== font || this.#measured.length !== label.length)
      this.#measured = { font, length: label.length, half: this.ctx.measureText(label).width / 2 + 1 }
    return this.#measured.half
  }

  override draw(area: ChartArea): void {
    const { ctx } = this
    const { theme, trigger } = sceneOf(this.chart.canvas)
    const width = area.right - area.left
    const limit = Math.max(1, Math.floor(width / 110))
    const ticks = trigger ? distanceTicks(this, limit, trigger.time) : labelledTicks(this, limit)
    ctx.save()
    ctx.font = theme.font
    ctx.textAlign = 'center'
    ctx.textBaseline = 'middle'
    ctx.lineWidth = 1
    ctx.strokeStyle = theme.grid
    ctx.fillStyle = theme.text
    ctx.beginPath()
    for (const { time, label } of ticks) {
      const x = Math.round(this.getPixelForValue(time)) + 0.5
      if (x > area.right) break
      ctx.moveTo(x, area.top)
      ctx.lineTo(x, area.bottom)
      // A label is dropped rather than cut, and rather than shifted away from its line.
      const half = this.#halfWidth(label)
      if (x - half >= area.left - valueAxisWidth / 2 && x + half <= this.chart.width - 1)
        ctx.fillText(label, x, area.bottom + 12)
    }
    ctx.stroke()
    if (!trigger && styleInForce() === 'utc') {
      ctx.textAlign = 'right'
      ctx.fillText('UTC', area.left - 8, area.bottom + 12)
    }
    ctx.strokeStyle = theme.axis
    ctx.beginPath()
    ctx.moveTo(area.left, Math.round(area.bottom) - 0.5)
    ctx.lineTo(area.right, Math.round(area.bottom) - 0.5)
    ctx.stroke()
    ctx.restore()
  }
}

declare module 'chart.js' {
  interface CartesianScaleTypeRegistry {
    'strip-time': { options: LinearScaleOptions }
  }
}
