import { lights } from '@shared/model/batch'
import { lampBits, type StripColumns, type StripStore } from './strip-data'
import { text } from '../messages'
import type { Plot } from './strip-plot'
import type { StripLine, StripScene } from './strip-scene'
import { visibleRows, type PlotMapping } from './strip-segments'
import type { ChartTheme } from './theme'

/** A stretch of time in one state, device px in the plot; `lamp` indexes `lights`. */
export interface RibbonRun {
  readonly from: number
  to: number
  readonly lamp: number
}

/** css px of one ribbon: with room for letters while they are few. */
export function ribbonRowHeight(count: number): number {
  return count <= 3 ? 10 : 5
}

/** The lines that need a ribbon: limits are set, or the lamp was not green in the rows at hand. */
export function ribbonLines(store: StripStore, lines: readonly StripLine[]): StripLine[] {
  return lines.filter(line => {
    const columns = store.of(line.channel)
    if (!columns) return false
    if (line.limits !== null) return true
    for (let row = store.start; row < store.end; row++) if ((columns.flags[row] & lampBits) !== 0) return true
    return false
  })
}

/** The stretches of a channel's lamp within the window. A state holds until the next row, but never across a gap. */
export function ribbonRuns(store: StripStore, columns: StripColumns, mapping: PlotMapping): RibbonRun[] {
  const { first, last } = visibleRows(store, mapping)
  const runs: RibbonRun[] = []
  const place = (time: number): number => (time - mapping.from) * mapping.scale
  let current: RibbonRun | undefined
  let before = NaN
  for (let row = first; row < last; row++) {
    const here = place(store.time[row])
    if (store.gap[row] !== 0 && current) {
      current.to = place(before + store.bucket)
      current = undefined
    }
    // A row without a value for this channel says nothing about its lamp.
    if (Number.isNaN(columns.min[row])) continue
    before = store.time[row]
    const lamp = columns.flags[row] & lampBits
    if (current?.lamp === lamp) current.to = here
    else {
      if (current) current.to = here
      current = { from: here, to: here, lamp }
      runs.push(current)
    }
  }
  if (current) current.to = place(before + store.bucket)
  return runs
}

/**
 * One ribbon a line under the values: a thin line is green, a hatched one yellow, a full one red, with the state's
 * letter where it fits, so that colour is never alone.
 */
export function paintRibbons(context: CanvasRenderingContext2D, scene: StripScene, plot: Plot): void {
  const height = ribbonRowHeight(scene.ribbons.length) * plot.ratio
  context.save()
  context.setTransform(1, 0, 0, 1, plot.left, plot.top + plot.height + Math.round(4 * plot.ratio))
  context.beginPath()
  context.rect(0, 0, plot.width, Math.ceil(height * scene.ribbons.length))
  context.clip()
  context.font = `600 ${8 * plot.ratio}px ${scene.theme.font.slice(scene.theme.font.indexOf(' ') + 1)}`
  context.textBaseline = 'middle'
  for (const [at, line] of scene.ribbons.entries()) {
    const columns = scene.store.of(line.channel)
    if (!columns) continue
    const top = Math.round(at * height)
    for (const run of ribbonRuns(scene.store, columns, plot))
      paintRun(context, run, { top, height: height - plot.ratio, plot, theme: scene.theme })
    // Whose ribbon it is; with one line in the chart that is no question.
    if (scene.lines.length < 2) continue
    context.fillStyle = line.colour
    context.fillRect(0, top, 3 * plot.ratio, height - plot.ratio)
  }
  context.restore()
}

interface RunPaint {
  readonly top: number
  readonly height: number
  readonly plot: Plot
  readonly theme: ChartTheme
}

function paintRun(context: CanvasRenderingContext2D, run: RibbonRun, { top, height, plot, theme }: RunPaint): void {
  const from = Math.max(0, Math.floor(run.from))
  const width = Math.max(plot.ratio, Math.min(plot.width, run.to) - from)
  const state = lights[run.lamp] ?? 'red'
  context.fillStyle = theme[state]
  if (state === 'green') {
    context.fillRect(from, top + height * 0.35, width, height * 0.3)
    return
  }
  if (state === 'red') context.fillRect(from, top, width, height)
  else {
    context.globalAlpha = 0.4
    context.fillRect(from, top, width, height)
    context.globalAlpha = 1
    context.beginPath()
    const step = 8 * plot.ratio
    // Stripes keep their place in time: their phase is that of the run's start.
    for (let x = from; x < from + width; x += step) context.rect(x, top, Math.min(step / 2, from + width - x), height)
    context.fill()
  }
  if (height < 8 * plot.ratio || width < 18 * plot.ratio) return
  const letter = text.charts.lampLetters[state]
  const x = from + 7 * plot.ratio
  if (state === 'yellow') {
    context.fillStyle = theme.surface
    context.fillRect(x - 2 * plot.ratio, top, 9 * plot.ratio, height)
  }
  context.fillStyle = state === 'red' ? theme.surface : theme.strong
  context.fillText(letter, x, top + height / 2 + plot.ratio / 2)
}
