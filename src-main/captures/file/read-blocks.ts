import type { DuckDBConnection } from '@duckdb/node-api'
import type { BucketsWanted } from '../../pipeline/sample-reader'
import { double } from './export-sql'
import { type Columns, readColumns } from './read-columns'
import { readChannels } from './stored-channels'

/**
 * Buckets out of the stored blocks, each block in the bucket of its first row. The columns are those of
 * `readSampleBuckets`; means count every block by its rows, deviations are not known.
 */
export async function readBlockBuckets(
  connection: DuckDBConnection,
  { bucket, first, last, channels }: BucketsWanted,
  signal: AbortSignal
): Promise<Columns> {
  const stored = await readChannels(connection)
  const figures = channels.flatMap(name => {
    // Lists count from 1; a channel that is not there has no numbers.
    const at = stored.findIndex(channel => channel.name === name) + 1
    const mean = `sum(mean[${at}] * rows) / nullif(sum(rows) FILTER (WHERE mean[${at}] IS NOT NULL), 0)`
    return [`min(low[${at}])`, `max(high[${at}])`, mean, 'CAST(NULL AS DOUBLE)'].map(
      figure => `coalesce(CAST(${figure} AS DOUBLE), 'NaN')`
    )
  })
  const index = `floor(first_time / ${double(bucket)})`
  const select = [
    index,
    'min(first_time)',
    'max(last_time)',
    'CAST(min(first) AS DOUBLE)',
    'CAST(max(first + rows - 1) AS DOUBLE)',
    'CAST(sum(rows) AS DOUBLE)',
    ...figures
  ]
  return readColumns(
    connection,
    `SELECT ${select.join(', ')} FROM blocks WHERE ${index} BETWEEN ${double(first)} AND ${double(last)} GROUP BY ${index} ORDER BY 1`,
    signal
  )
}
