import type { DuckDBConnection } from '@duckdb/node-api'
import { SignalboxError } from '@shared/base/errors'
import type { BucketsWanted, RowsWanted } from '../../pipeline/sample-reader'
import { identifier } from '../column-names'
import { double } from './export-sql'
import { readBlockBuckets } from './read-blocks'
import { type Columns, readColumns } from './read-columns'
import { readChannels } from './stored-channels'

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
  wanted: BucketsWanted,
  signal: AbortSignal
): Promise<Columns> {
  const { bucket, first, last, channels, fromBlocks } = wanted
  if (fromBlocks) return readBlockBuckets(connection, wanted, signal)
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
