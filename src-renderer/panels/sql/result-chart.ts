import type { QueryColumn } from '@shared/model/query'
import type { PlotFrame } from '../../charts/plot'
import { isNumeric, isTime, numberOf, type ResultRows } from './result-rows'

/** Rows a chart is made of; a result that has more is shown from its start. */
export const mostPoints = 20_000
const mostLines = 6

export interface ChartData {
  readonly x: Float64Array
  readonly lines: readonly { readonly name: string; readonly values: Float64Array }[]
  /** What is written below rows that are not numbers; empty where x is numbers. */
  readonly names: readonly string[]
  readonly xName: string
  readonly isTime: boolean
}

/** What suits a chart when nothing is chosen: the first column along, the numbers after it up. */
export function suitableColumns(columns: readonly QueryColumn[]): { x: string; y: string[] } {
  const [first] = columns
  if (!first) return { x: '', y: [] }
  const numbers = columns.filter(isNumeric).map(({ name }) => name)
  const others = numbers.filter(name => name !== first.name)
  return { x: first.name, y: (others.length > 0 ? others : numbers).slice(0, mostLines) }
}

/** Columns of the chosen names, or what suits where these are not in the result. */
export function chartColumns(
  columns: readonly QueryColumn[],
  chosen: { readonly x: string; readonly y: readonly string[] }
): { x: string; y: string[] } {
  const suitable = suitableColumns(columns)
  const has = (name: string): boolean => columns.some(column => column.name === name)
  const y = chosen.y.filter(has)
  return { x: has(chosen.x) ? chosen.x : suitable.x, y: y.length > 0 ? y : suitable.y }
}

export function chartData(result: ResultRows, { x, y }: { x: string; y: readonly string[] }): ChartData {
  const { columns } = result
  const rows = result.rows.slice(0, mostPoints)
  const place = (name: string): number => columns.findIndex(column => column.name === name)
  const values = (at: number): Float64Array => Float64Array.from(rows, cells => numberOf(cells[at], columns[at]))
  const along = place(x)
  const isPlaced = along >= 0 && (isNumeric(columns[along]) || isTime(columns[along]))
  return {
    x: isPlaced ? values(along) : Float64Array.from(rows, (_, row) => row),
    lines: y.map(name => ({ name, values: values(place(name)) })),
    names: isPlaced || along < 0 ? [] : rows.map(cells => String(cells[along] ?? '')),
    xName: x,
    isTime: isPlaced && isTimeline(columns[along], rows.length > 0 ? numberOf(rows[0][along], columns[along]) : NaN)
  }
}

/** The column `time` of a capture is in ms since the epoch. */
function isTimeline(column: QueryColumn, first: number): boolean {
  return isTime(column) || (/time|^at$/i.test(column.name) && first > 1e11 && first < 1e14)
}

/** Lowest and highest of finite numbers; null when there are none. */
export function extremes(columns: readonly Float64Array[]): { low: number; high: number } | null {
  let [low, high] = [Infinity, -Infinity]
  for (const column of columns)
    for (const value of column)
      if (Number.isFinite(value)) {
        if (value < low) low = value
        if (value > high) high = value
      }
  return low <= high ? { low, high } : null
}

/** A line in the order of the rows, broken where there is no value; a value by itself is a dot. */
export function paintLine(frame: PlotFrame, x: Float64Array, values: Float64Array): void {
  const { context } = frame
  const has = (at: number): boolean => Number.isFinite(x[at]) && Number.isFinite(values[at])
  context.beginPath()
  for (let at = 0; at < x.length; at++) {
    if (!has(at)) continue
    const [left, top] = [frame.xOf(x[at]), frame.yOf(values[at])]
    if (has(at - 1)) context.lineTo(left, top)
    else context.moveTo(left, top)
    if (!has(at - 1) && !has(at + 1)) context.rect(left - 1, top - 1, 2, 2)
  }
  context.stroke()
}

/** Bars of all lines side by side around each x; `step` is the smallest distance between two. */
export function paintBars(
  frame: PlotFrame,
  { x, values, step }: { x: Float64Array; values: Float64Array; step: number },
  { at, of }: { at: number; of: number }
): void {
  const { context } = frame
  const room = Math.abs(frame.xOf(step) - frame.xOf(0)) * 0.8
  const width = Math.max(1, room / of)
  const ground = frame.yOf(0)
  for (let row = 0; row < x.length; row++) {
    if (!Number.isFinite(x[row]) || !Number.isFinite(values[row])) continue
    const top = frame.yOf(values[row])
    context.fillRect(frame.xOf(x[row]) - room / 2 + at * width, Math.min(top, ground), width, Math.abs(top - ground))
  }
}

/** The smallest distance between neighbours; 1 for a single row. */
export function smallestStep(x: Float64Array): number {
  const sorted = x.filter(Number.isFinite).sort()
  let step = Infinity
  for (let at = 1; at < sorted.length; at++) {
    const distance = sorted[at] - sorted[at - 1]
    if (distance > 0 && distance < step) step = distance
  }
  return step === Infinity ? 1 : step
}
