import type { ImportPlan } from '@shared/model/import'
import { cellTime } from './cell-time'

/** The time of a row by the plan's columns, ms since the epoch; NaN when it has none. Called once a row, in order. */
export function rowTime(plan: ImportPlan): (cells: readonly string[]) => number {
  const { time, date, timeStyle, rate, start } = plan
  if (timeStyle === 'rate' || time === null) {
    let row = 0
    return () => start + (row++ * 1000) / rate
  }
  const read = cellTime(plan)
  if (date === null || date === time) return cells => read(cells[time] ?? '')
  return cells => read(`${(cells[date] ?? '').trim()} ${(cells[time] ?? '').trim()}`)
}
