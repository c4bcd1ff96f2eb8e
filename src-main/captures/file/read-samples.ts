import type { DuckDBConnection } from '@duckdb/node-api'
import { SignalboxError } from '@shared/base/errors'
import type { BucketsWanted, RowsWanted, Stretch, Survey } from '../../pipeline/sample-reader'
import { identifier } from '../column-names'
import { rowsOf } from './database'
import { double } from './export-sql'
import { type Columns, readColumns } from './read-columns'
import { readChannels } from './stored-channels'

/** Breaks of a stretch that are told; a device that came and went more often shows the rest as one line. */
const maximumBreaks = 20_000

/** Rows are recorded with ascending times and numbers, so that DuckDB reads only the row groups of the stretch. */
export async function surveySamples(
  connection: DuckDBConnection,
  { from, to }: Stretch,
  signal: AbortSignal
): Promise<Survey> {
  const number = (expression: string): string => `coalesce(CAST(${expression} AS DOUBLE), 'NaN')`
  const figures = ['count(*)', 'min(sample)', 'max(sample)', 'min(time)', 'max(time)'].map(number)
  const { values } = await readColumns(
    connection,
    `SELECT ${figures.join(', ')} FROM samples WHERE time >= ${double(from)} AND time <= ${double(to)}`,
    signal
  )
  const [rows, firstSample, lastSample, firstTime, lastTime] = values
  if (rows === 0)
    return { rows, firstSample: -1, lastSample: -1, firstTime, lastTime, timeBefore: -Infinity, breaks: [] }
  const before = await readColumns(
    connection,
    `SELECT ${number('max(time)')} FROM samples WHERE sample < ${firstSample} AND sample >= ${firstSample - 10_000}`,
    signal
  )
  const timeBefore = Number.isNaN(before.values[0]) ? -Infinity : before.values[0]
  const breaks = await breaksAfter(connection, timeBefore, lastTime)
  return { rows, firstSample, lastSample, firstTime, lastTime, timeBefore, breaks }
}

/** @throws SignalboxError `bad-input` when more rows are wanted than a call may answer. */
export async function readSampleRows(
  connection: DuckDBConnection,
  { first, last, channels }: RowsWanted,
  signal: AbortSignal
): Promise<Columns> {
  if (last - first >= 1_048_576) throw new SignalboxError('bad-input', `${last - first + 1} rows are too many at once`)
  const columns = await columnsOf(connection, channels)
  const select = ['CAST(sample AS DOUBLE)', 'time', ...columns.map(orNaN)]
  return readColumns(
    connection,
    `SELECT ${select.join(', ')} FROM samples WHERE sample BETWEEN ${whole(first)} AND ${whole(last)}`,
    signal
  )
}

export async function readSampleBuckets(
  connection: DuckDBConnection,
  { bucket, first, last, channels }: BucketsWanted,
  signal: AbortSignal
): Promise<Columns> {
  const columns = await columnsOf(connection, channels)
  const figures = columns.flatMap(column =>
    column === undefined
      ? Array.from({ length: 4 }, () => orNaN(undefined))
      : [
          `min(${column})`,
          `max(${column})`,
          // A sum or a square that overflows makes DuckDB throw.
          ...['avg', 'stddev_samp'].map(figure => `${figure}(${column}) FILTER (WHERE abs(${column}) < 1e150)`)
        ].map(orNaN)
  )
  const index = `floor(time / ${double(bucket)})`
  const select = [
    index,
    'min(time)',
    'max(time)',
    'CAST(min(sample) AS DOUBLE)',
    'CAST(max(sample) AS DOUBLE)',
    'CAST(count(*) AS DOUBLE)'
  ]
  // The times bound what is read, a bucket wider than needed; the index decides.
  const from = double((first - 1) * bucket)
  const to = double((last + 2) * bucket)
  return readColumns(
    connection,
    `SELECT ${[...select, ...figures].join(', ')} FROM samples WHERE time >= ${from} AND time <= ${to} AND ${index} BETWEEN ${double(first)} AND ${double(last)} GROUP BY ${index} ORDER BY 1`,
    signal
  )
}

/** The column of each channel as SQL; undefined where the capture has no such channel. */
async function columnsOf(
  connection: DuckDBConnection,
  names: readonly string[]
): Promise<readonly (string | undefined)[]> {
  const stored = await readChannels(connection)
  return names.map(name => {
    const found = stored.find(channel => channel.name === name)
    return found && identifier(found.column)
  })
}

function orNaN(expression: string | undefined): string {
  return expression === undefined ? "CAST('NaN' AS DOUBLE)" : `coalesce(${expression}, 'NaN')`
}

function whole(number: number): string {
  if (!Number.isSafeInteger(number)) throw new SignalboxError('bad-input', `${number} is no sample's number`)
  return String(number)
}

/** A gap begins with the last byte before it, a disconnection when it is noticed. */
async function breaksAfter(connection: DuckDBConnection, time: number, last: number): Promise<number[]> {
  const events = await rowsOf(
    connection,
    `SELECT kind, time, data FROM events WHERE kind IN ('gap', 'disconnected') AND time >= ${double(time)} ORDER BY time LIMIT ${maximumBreaks}`
  )
  const times = events.map(([kind, at, data]) => {
    const { from } = JSON.parse(String(data)) as { from?: unknown }
    return kind === 'gap' && typeof from === 'number' ? from : Number(at)
  })
  return times.filter(at => at <= last).sort((a, b) => a - b)
}
