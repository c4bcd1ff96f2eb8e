import type { CanvasFrame } from '../composables/use-painted-canvas'
import { anomalyBit, lampBits, type StripColumns, type StripStore } from './strip-data'
import type { Stretch } from './overview-maths'

/** css px: the band of red states at the bottom, and the anomaly marks at the top. */
const [stateHeight, markSize] = [3, 5]
const red = 2

/** A channel's whole session as a thin band from least to most, with gaps left open; red states below, anomalies above. */
export function paintOverview(
  { context, width, height, theme }: CanvasFrame,
  store: StripStore,
  { channel, colour, whole }: { readonly channel: number; readonly colour: string; readonly whole: Stretch }
): void {
  const columns = store.of(channel)
  if (!columns || !(whole.to > whole.from)) return
  const scale = width / (whole.to - whole.from)
  const { low, high } = extentOf(store, columns)
  const [top, bottom] = [markSize + 2, height - stateHeight - 2]
  const unit = high > low ? (bottom - top) / (high - low) : 0
  const y = (value: number): number => (unit === 0 ? (top + bottom) / 2 : bottom - (value - low) * unit)
  const x = (row: number): number => (store.time[row] - whole.from) * scale

  context.fillStyle = colour
  let [before, lastMark] = [-1, -Infinity]
  for (let row = store.start; row < store.end; row++) {
    if (store.gap[row] === 1) before = -1
    if (Number.isNaN(columns.max[row])) continue
    const from = before < 0 ? x(row) : x(before)
    const upper = before < 0 ? y(columns.max[row]) : Math.min(y(columns.max[row]), y(columns.min[before]))
    const lower = before < 0 ? y(columns.min[row]) : Math.max(y(columns.min[row]), y(columns.max[before]))
    context.fillRect(from, upper, Math.max(1, x(row) - from), Math.max(1, lower - upper))
    before = row
  }
  context.fillStyle = theme.red
  for (let row = store.start; row < store.end; row++) {
    const flags = columns.flags[row]
    const at = x(row)
    if ((flags & lampBits) === red)
      context.fillRect(at, height - stateHeight, Math.max(2, store.bucket * scale), stateHeight)
    if ((flags & anomalyBit) === 0 || at - lastMark < markSize) continue
    lastMark = at
    context.beginPath()
    context.moveTo(at - markSize / 2, 0)
    context.lineTo(at + markSize / 2, 0)
    context.lineTo(at, markSize)
    context.fill()
  }
}

function extentOf(store: StripStore, { min, max }: StripColumns): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity]
  for (let row = store.start; row < store.end; row++) {
    // Comparisons with NaN are false.
    if (min[row] < low) low = min[row]
    if (max[row] > high) high = max[row]
  }
  return { low, high }
}
