import type { ExportOrder } from '@shared/model/capture'
import { SignalboxError } from '@shared/base/errors'
import { identifier, literal } from '../column-names'
import { asDouble, type ExportColumn, fieldNames, lightText } from './export-column'
import type { ExportJob, ExportWriter } from './export-job'
import { longRows } from './long-rows'
import { csvNumber } from './number-text'
import { textSize } from './row-length'
import { timeText } from './time-text'
import { writeText } from './write-text'

const signs = { comma: ',', semicolon: ';', tab: '\t' } as const

/** Comma-separated values (RFC 4180 with line feeds), or with another separator. */
export const csv: ExportWriter = delimited(({ separator }) => signs[separator])

/** Tab-separated values, quoted like CSV. */
export const tsv: ExportWriter = delimited(() => '\t')

function delimited(signOf: (order: ExportOrder) => string): ExportWriter {
  return {
    estimate: job => textSize(job, wideFields(job)),
    async write(job, output) {
      const { order } = job
      const sign = signOf(order)
      if (order.decimal === 'comma' && sign === ',')
        throw new SignalboxError('bad-input', 'a decimal comma cannot be told from a comma between the columns', {
          remedy: 'Separate the columns by semicolons or tabs, or keep the decimal point.'
        })
      const isLong = order.shape === 'long'
      const header = isLong ? ['time', 'channel', 'value', 'unit'] : ['time', ...fieldNames(job.source.columns)]
      return writeText(job, output, {
        query: isLong ? longQuery(job) : `SELECT ${wideFields(job).join(', ')} FROM ${job.source.from}`,
        header: header.map(name => field(name, sign)).join(sign),
        options: `DELIMITER ${literal(sign)}`
      })
    }
  }
}

function wideFields({ order, source }: Pick<ExportJob, 'order' | 'source'>): string[] {
  return [
    marked(timeText(order, source.firstTime), order.timeStyle === 'iso' ? 'point' : order.decimal),
    ...source.columns.map(column => valueText(column, order))
  ]
}

function valueText(column: ExportColumn, { decimal }: ExportOrder): string {
  if (column.kind === 'flag') return identifier(column.column)
  return column.kind === 'light' ? lightText(column) : marked(csvNumber(identifier(column.column)), decimal)
}

function longQuery(job: ExportJob): string {
  const { order, source } = job
  const rows = longRows(source, {
    time: marked(timeText(order, source.firstTime), order.timeStyle === 'iso' ? 'point' : order.decimal),
    value: column => marked(csvNumber(asDouble(column)), order.decimal)
  })
  // An empty text would be written as "", to tell it from NULL.
  return `SELECT time, channel, value, nullif(unit, '') FROM ${rows}`
}

function marked(text: string, decimal: ExportOrder['decimal']): string {
  return decimal === 'comma' ? `replace(${text}, '.', ',')` : text
}

function field(text: string, sign: string): string {
  return /["\r\n]/.test(text) || text.includes(sign) ? `"${text.replaceAll('"', '""')}"` : text
}
