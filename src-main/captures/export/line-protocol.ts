import { identifier, literal } from '../column-names'
import { type ExportColumn, fieldNames, lightText } from './export-column'
import type { ExportJob, ExportWriter } from './export-job'
import { digits } from './number-text'
import { refuseFarTimes } from './refuse-far-times'
import { textSize } from './row-length'
import { nanoseconds } from './time-text'
import { wholeLines, writeText } from './write-text'

/**
 * InfluxDB line protocol, v1 and v2: measurement `signalbox`, tags `device` and `capture`, a field a channel, times in
 * nanoseconds. It knows no infinities: they are left out like values that are missing, and rows without any value too.
 */
export const lineProtocol: ExportWriter = {
  estimate: job => textSize(job, [literal(prefix(job)), fields(job), nanoseconds]),
  async write(job, output) {
    refuseFarTimes(job, 'InfluxDB line protocol')
    const rows = `(SELECT ${fields(job)} AS fields, ${nanoseconds} AS moment FROM ${job.source.from})`
    return writeText(job, output, {
      query: `SELECT concat(${literal(prefix(job))}, fields, ' ', moment) FROM ${rows} WHERE fields <> ''`,
      header: '',
      options: wholeLines
    })
  }
}

function prefix({ about: { label, capture } }: ExportJob): string {
  return `signalbox${label === '' ? '' : `,device=${escaped(label)}`},capture=${escaped(capture)} `
}

function fields({ source: { columns } }: ExportJob): string {
  const names = fieldNames(columns)
  const each = columns.map((column, at) => field(column, escaped(names[at])))
  return each.length > 0 ? `concat_ws(',', ${each.join(', ')})` : "''"
}

function field(column: ExportColumn, key: string): string {
  const name = identifier(column.column)
  const start = literal(`${key}=`)
  if (column.kind === 'light') return `${start} || '"' || ${lightText(column)} || '"'`
  if (column.kind === 'flag') return `${start} || ${name} || 'i'`
  return `CASE WHEN isfinite(${name}) THEN ${start} || ${digits(name)} END`
}

/** A tag's value or a field's key: no line ends at all, and a backslash at the end would escape what follows. */
function escaped(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ').replace(/\\+$/, '')
  return (line === '' ? '_' : line).replace(/[,= ]/g, '\\$&')
}
