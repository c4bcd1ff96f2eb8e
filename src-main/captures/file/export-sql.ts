import type { ExportFormat } from '@shared/model/capture'
import { identifier, literal, uniqueNames } from '../column-names'
import type { StoredChannel } from './stored-channels'

export interface ExportRange {
  readonly from?: number
  readonly to?: number
}

/** The rows of `samples` in a range, both ends included. */
export function rangeCondition({ from, to }: ExportRange): string {
  const conditions = [
    ...(from === undefined ? [] : [`time >= ${double(from)}`]),
    ...(to === undefined ? [] : [`time <= ${double(to)}`])
  ]
  return conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''
}

/** The COPY that writes these channels to the file `target`. Rows are in the order of recording. */
export function exportStatement(
  format: ExportFormat,
  channels: readonly StoredChannel[],
  range: ExportRange,
  target: string
): string {
  const { select, options } = writers[format](channels)
  return `COPY (SELECT ${select} FROM samples${rangeCondition(range)}) TO ${literal(target)} (${options}, USE_TMP_FILE false)`
}

/** A CSV's first line, RFC 4180, without its end. */
export function csvHeader(channels: readonly StoredChannel[]): string {
  return ['time', ...fieldNames(channels)].map(csvField).join(',')
}

const writers: Record<ExportFormat, (channels: readonly StoredChannel[]) => { select: string; options: string }> = {
  csv: channels => {
    const columns = channels.map(({ column }) => csvNumber(identifier(column)))
    // The header goes in as prefix, because DuckDB renames names that differ only by case. Rows then are joined by line
    // ends, and the suffix is the last one's.
    const header = `PREFIX ${literal(`${csvHeader(channels)}\n`)}, SUFFIX ${literal('\n')}`
    return { select: [plainTime, ...columns].join(', '), options: `FORMAT csv, HEADER false, NULLSTR '', ${header}` }
  },
  jsonl: channels => {
    const names = fieldNames(channels)
    const fields = channels.map(
      ({ column }, at) => `${literal(`,${JSON.stringify(names[at])}:`)}, ${jsonNumber(identifier(column))}`
    )
    // Written as one text column without quotes; DuckDB's own JSON refuses names that differ only by case.
    return {
      select: `concat(${[literal('{"time":'), plainTime, ...fields, literal('}')].join(', ')})`,
      options: "FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\n'"
    }
  },
  parquet: channels => {
    const columns = channels.map(({ column }) => identifier(column))
    // Parquet files are read by column name, so theirs are the table's: never two that differ only by case.
    return { select: ['time', ...columns].join(', '), options: 'FORMAT parquet, COMPRESSION zstd' }
  }
}

/** The channels' names as they are, but for exact doubles of each other or of `time`. */
function fieldNames(channels: readonly StoredChannel[]): string[] {
  return uniqueNames(
    channels.map(({ name }) => name),
    ['time'],
    name => name
  )
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * DuckDB's shortest text that reads back to the same double, without the `.0` of whole numbers (checked on 900,000 random
 * bit patterns; only infinities need words of their own).
 */
function digits(column: string): string {
  return `regexp_replace(CAST(${column} AS VARCHAR), '\\.0$', '')`
}

/** `Infinity` is what `Number()`, Python's `float()` and DuckDB read. */
function csvNumber(column: string): string {
  return `CASE WHEN isinf(${column}) THEN if(${column} > 0, 'Infinity', '-Infinity') ELSE ${digits(column)} END`
}

/** JSON has no infinity, but 1e999 is a number of it and reads back as one. */
function jsonNumber(column: string): string {
  const infinite = `if(${column} > 0, '1e999', '-1e999')`
  return `CASE WHEN ${column} IS NULL THEN 'null' WHEN isinf(${column}) THEN ${infinite} ELSE ${digits(column)} END`
}

/** Never with an exponent; outside the range where DuckDB writes none, every digit there is. */
const plainTime = `CASE WHEN time = 0 OR abs(time) BETWEEN 1e-4 AND 9e15 THEN ${digits('time')} WHEN abs(time) < 1e-4 THEN rtrim(printf('%.345f', time), '0') ELSE printf('%.0f', time) END`

/** A number as SQL, infinities too. */
export function double(value: number): string {
  return `CAST('${value}' AS DOUBLE)`
}
