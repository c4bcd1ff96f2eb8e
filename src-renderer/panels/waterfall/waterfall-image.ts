import { colourMap, mapPosition } from '../../charts/colour-map'
import type { WaterfallLine, WaterfallLines } from './waterfall-lines'

export interface ImageView {
  /** Device pixels. */
  readonly width: number
  readonly height: number
  readonly low: number
  readonly high: number
  /** Frequency at a column's left edge; called for 0 to width. */
  frequencyAt(column: number): number
  /** Equal for views with the same frequencies. */
  readonly key: string
}

/** Lines' rates, and so their highest frequencies, differ a little: up to this factor a line's last value fills the edge. */
const rateSway = 1.06
/** Device pixels a line is high. */
export const lineHeight = 2

/**
 * The picture of a waterfall, newest line on top. A new line moves what is there down by its height and paints itself; all
 * is painted anew only when the view or the lines are others.
 */
export class WaterfallImage {
  readonly canvas = document.createElement('canvas')
  #lines: WaterfallLines | null = null
  #added = 0
  #key = ''
  /** Lines painted since the start and paints from scratch: for the test that only new lines are painted. */
  readonly painted = { lines: 0, rebuilds: 0 }

  update(lines: WaterfallLines, view: ImageView): void {
    const key = JSON.stringify([view.width, view.height, view.low, view.high, view.key])
    const rows = Math.ceil(view.height / lineHeight)
    const fresh = lines.added - this.#added
    const rebuild = key !== this.#key || lines !== this.#lines || fresh >= rows
    this.#key = key
    this.#lines = lines
    this.#added = lines.added
    const context = this.canvas.getContext('2d')
    if (!context || (fresh === 0 && !rebuild)) return
    if (rebuild) {
      Object.assign(this.canvas, { width: view.width, height: view.height })
      this.painted.rebuilds++
    }
    const count = Math.min(rows, rebuild ? lines.list.length : fresh)
    if (count === 0) return
    // "copy" takes the old picture away as it moves, also where a gap is transparent.
    context.globalCompositeOperation = 'copy'
    if (!rebuild) context.drawImage(this.canvas, 0, count * lineHeight)
    context.globalCompositeOperation = 'source-over'
    const image = context.createImageData(view.width, count * lineHeight)
    const columns = columnsOf(view)
    for (let row = 0; row < count; row++) paintLine(image, row, lines.list.at(-1 - row)!, columns, view)
    context.putImageData(image, 0, 0)
    this.painted.lines += count
  }
}

/** Frequencies at the columns' edges. */
function columnsOf({ width, frequencyAt }: ImageView): Float64Array {
  return Float64Array.from({ length: width + 1 }, (_, column) => frequencyAt(column))
}

function paintLine(
  { data, width }: ImageData,
  row: number,
  { decibels, step }: WaterfallLine,
  edges: Float64Array,
  { low, high }: ImageView
): void {
  if (!decibels) return
  const start = row * lineHeight * width * 4
  for (let column = 0; column < width; column++) {
    const wanted = Math.max(0, Math.round(edges[column] / step))
    if (wanted >= decibels.length * rateSway) break
    const first = Math.min(wanted, decibels.length - 1)
    const last = Math.min(decibels.length - 1, Math.max(first, Math.ceil(edges[column + 1] / step) - 1))
    // The highest in the column: a narrow peak stays in sight however many lines share a pixel.
    let value = decibels[first]
    for (let line = first + 1; line <= last; line++) if (decibels[line] > value) value = decibels[line]
    const colour = 3 * mapPosition(value, low, high)
    const at = start + 4 * column
    data[at] = colourMap[colour]
    data[at + 1] = colourMap[colour + 1]
    data[at + 2] = colourMap[colour + 2]
    data[at + 3] = 255
  }
  const line = data.subarray(start, start + 4 * width)
  for (let copy = 1; copy < lineHeight; copy++) data.set(line, start + copy * 4 * width)
}
