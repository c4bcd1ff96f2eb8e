import { identifier, literal } from '../column-names'
import { asDouble, type ExportColumn, lightText } from './export-column'
import type { ExportJob, ExportWriter } from './export-job'
import { longRows } from './long-rows'
import { sizeOfNumbers } from './size-of-numbers'
import { nanoseconds, secondsSince } from './time-text'

/** Apache Parquet: typed columns; the units of columns and of `time` as JSON in the file's key-value metadata. */
export const parquet: ExportWriter = {
  estimate: ({ source }) => sizeOfNumbers(source),
  async write(job, { run, path }) {
    const options = `FORMAT parquet, COMPRESSION snappy, KV_METADATA ${metadata(job)}, USE_TMP_FILE false`
    return { rows: await run(job.source.connection, `COPY (${query(job)}) TO ${literal(path)} (${options})`) }
  }
}

function query({ order, source }: ExportJob): string {
  const time = typedTime(order.timeStyle, source.firstTime)
  if (order.shape === 'long') return `SELECT * FROM ${longRows(source, { time, value: asDouble })}`
  // Read by column name everywhere, so never two that differ only by case.
  return `SELECT ${[`${time} AS time`, ...source.columns.map(typed)].join(', ')} FROM ${source.from}`
}

function typedTime(style: ExportJob['order']['timeStyle'], first: number): string {
  if (style === 'iso') return `make_timestamp_ns(${nanoseconds})`
  return style === 'seconds' ? secondsSince(first) : 'time'
}

function typed(column: ExportColumn): string {
  const name = identifier(column.column)
  return column.kind === 'light' ? `${lightText(column)} AS ${name}` : name
}

function metadata({ order, source, about }: ExportJob): string {
  const time = { epoch: 'ms since 1970-01-01T00:00:00Z', iso: 'UTC', seconds: 's since the first row' }
  const units = Object.fromEntries(source.columns.map(({ column, unit }) => [column, unit]))
  const entries = {
    units: JSON.stringify({ time: time[order.timeStyle], ...units }),
    signalbox: JSON.stringify({ ...about, firstTime: Number.isNaN(source.firstTime) ? null : source.firstTime })
  }
  return `{${Object.entries(entries)
    .map(([key, value]) => `${key}: ${literal(value)}`)
    .join(', ')}}`
}
