import type { DuckDBConnection } from '@duckdb/node-api'
import type { Stretch, Survey } from '../../pipeline/sample-reader'
import { rowsOf } from './database'
import { double } from './export-sql'
import { type Columns, readColumns } from './read-columns'
import { hasTable } from './schema'

/** Breaks of a stretch that are told; a device that came and went more often shows the rest as one line. */
const maximumBreaks = 20_000
/** Blocks that lie only partly in a stretch: one at each end, more only where many share one time. */
const mostEdges = 16

const number = (expression: string): string => `coalesce(CAST(${expression} AS DOUBLE), 'NaN')`

/** What the rows of a stretch are, without reading them all: whole blocks are counted as such. */
export async function surveySamples(
  connection: DuckDBConnection,
  stretch: Stretch,
  signal: AbortSignal
): Promise<Survey> {
  // Rows and blocks of one and the same moment, also while more are written.
  await connection.run('BEGIN TRANSACTION READ ONLY')
  try {
    return await surveyed(connection, stretch, signal)
  } finally {
    await connection.run('ROLLBACK').catch(() => undefined)
  }
}

async function surveyed(connection: DuckDBConnection, stretch: Stretch, signal: AbortSignal): Promise<Survey> {
  const { counts, blockSpan } = await counted(connection, stretch, signal)
  const { rows, firstSample, lastSample, firstTime, lastTime } = counts
  if (rows === 0) return { ...counts, firstSample: -1, lastSample: -1, timeBefore: -Infinity, breaks: [], blockSpan }
  const before = await readColumns(
    connection,
    `SELECT ${number('max(time)')} FROM samples WHERE sample < ${firstSample} AND sample >= ${firstSample - 10_000}`,
    signal
  )
  const timeBefore = Number.isNaN(before.values[0]) ? -Infinity : before.values[0]
  const breaks = await breaksAfter(connection, timeBefore, lastTime)
  return { rows, firstSample, lastSample, firstTime, lastTime, timeBefore, breaks, blockSpan }
}

type Counts = Pick<Survey, 'rows' | 'firstSample' | 'lastSample' | 'firstTime' | 'lastTime'>

async function counted(
  connection: DuckDBConnection,
  { from, to }: Stretch,
  signal: AbortSignal
): Promise<{ counts: Counts; blockSpan: number }> {
  const inTime = `time >= ${double(from)} AND time <= ${double(to)}`
  const rowsWhere = async (condition: string): Promise<Counts> =>
    countsOf(
      await readColumns(
        connection,
        `SELECT ${figures('count(*)', 'sample', 'sample', 'time', 'time')} FROM samples WHERE ${condition}`,
        signal
      )
    )
  if (!(await hasTable(connection, 'blocks'))) return { counts: await rowsWhere(inTime), blockSpan: NaN }
  const isInside = `first_time >= ${double(from)} AND last_time <= ${double(to)}`
  const touching = `FROM blocks WHERE last_time >= ${double(from)} AND first_time <= ${double(to)}`
  const [inside, edges] = [
    await readColumns(
      connection,
      `SELECT ${figures('sum(rows)', 'first', 'first + rows - 1', 'first_time', 'last_time')}, ${number('max(last_time - first_time)')} ${touching} AND ${isInside}`,
      signal
    ),
    await readColumns(
      connection,
      `SELECT CAST(first AS DOUBLE), CAST(first + rows - 1 AS DOUBLE) ${touching} AND NOT (${isInside}) LIMIT ${mostEdges + 1}`,
      signal
    )
  ]
  const blockSpan = inside.values[5]
  if (edges.rows > mostEdges) return { counts: await rowsWhere(inTime), blockSpan }
  let counts = countsOf(inside)
  for (let edge = 0; edge < edges.rows; edge++) {
    const range = `sample BETWEEN ${edges.values[edge]} AND ${edges.values[edges.rows + edge]}`
    counts = added(counts, await rowsWhere(`${range} AND ${inTime}`))
  }
  return { counts, blockSpan }
}

function figures(count: string, first: string, last: string, firstTime: string, lastTime: string): string {
  return [count, `min(${first})`, `max(${last})`, `min(${firstTime})`, `max(${lastTime})`].map(number).join(', ')
}

function countsOf({ values }: Columns): Counts {
  const [rows, firstSample, lastSample, firstTime, lastTime] = values
  return { rows: Number.isNaN(rows) ? 0 : rows, firstSample, lastSample, firstTime, lastTime }
}

function added(one: Counts, other: Counts): Counts {
  if (one.rows === 0 || other.rows === 0) return one.rows === 0 ? other : one
  return {
    rows: one.rows + other.rows,
    firstSample: Math.min(one.firstSample, other.firstSample),
    lastSample: Math.max(one.lastSample, other.lastSample),
    firstTime: Math.min(one.firstTime, other.firstTime),
    lastTime: Math.max(one.lastTime, other.lastTime)
  }
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
