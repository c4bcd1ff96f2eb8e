import { literal } from '../column-names'
import type { ExportColumn } from './export-column'
import type { ExportSource } from './export-source'

export interface LongRow {
  readonly time: string
  value(column: ExportColumn): string
  /** The channel's name as text of the format; as it is when left out. */
  text?(text: string): string
}

/** A row for each value there is, as something to stand behind FROM: `time`, `channel`, `value`, `unit`. */
export function longRows({ from, columns }: ExportSource, { time, value, text = own => own }: LongRow): string {
  if (columns.length === 0) return `(SELECT 0 AS time, '' AS channel, 0 AS value, '' AS unit WHERE false)`
  const list = (items: readonly string[]): string => `unnest([${items.join(', ')}])`
  const channel = list(columns.map(({ name }) => literal(text(name))))
  const unit = list(columns.map(column => literal(text(column.unit))))
  const rows = `SELECT ${time} AS time, ${channel} AS channel, ${list(columns.map(value))} AS value, ${unit} AS unit FROM ${from}`
  return `(${rows}) WHERE value IS NOT NULL`
}
