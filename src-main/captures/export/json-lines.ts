import type { ExportOrder } from '@shared/model/capture'
import { identifier, literal } from '../column-names'
import { asDouble, type ExportColumn, fieldNames, lightText } from './export-column'
import type { ExportJob, ExportWriter } from './export-job'
import { longRows } from './long-rows'
import { jsonNumber } from './number-text'
import { textSize } from './row-length'
import { timeText } from './time-text'
import { wholeLines, writeText } from './write-text'

/** A JSON object a row. Put together here, because DuckDB's own JSON refuses names that differ only by case. */
export const jsonLines: ExportWriter = {
  estimate: job => textSize(job, [wideLine(job)]),
  write: (job, output) =>
    writeText(job, output, {
      query: job.order.shape === 'long' ? longQuery(job) : `SELECT ${wideLine(job)} FROM ${job.source.from}`,
      header: '',
      options: wholeLines
    })
}

function wideLine({ order, source }: ExportJob): string {
  const names = fieldNames(source.columns)
  const fields = source.columns.map(
    (column, at) => `${literal(`,${JSON.stringify(names[at])}:`)}, ${valueText(column)}`
  )
  return `concat(${[literal('{"time":'), jsonTime(order, source.firstTime), ...fields, literal('}')].join(', ')})`
}

function valueText(column: ExportColumn): string {
  if (column.kind === 'number') return jsonNumber(identifier(column.column))
  if (column.kind === 'flag') return `coalesce(CAST(${identifier(column.column)} AS VARCHAR), 'null')`
  return `coalesce('"' || ${lightText(column)} || '"', 'null')`
}

function longQuery({ order, source }: ExportJob): string {
  const rows = longRows(source, { time: jsonTime(order, source.firstTime), value: asDouble, text: JSON.stringify })
  const line = `concat('{"time":', time, ',"channel":', channel, ',"value":', ${jsonNumber('value')}, ',"unit":', unit, '}')`
  return `SELECT ${line} FROM ${rows}`
}

function jsonTime(order: ExportOrder, first: number): string {
  const time = timeText(order, first)
  return order.timeStyle === 'iso' ? `concat('"', ${time}, '"')` : time
}
