import type { CaptureSchema } from '@shared/model/query'

export const exampleNames = [
  'newest',
  'lastMinute',
  'worstMinute',
  'histogram',
  'inRed',
  'gaps',
  'anomaly',
  'summary'
] as const
export type ExampleName = (typeof exampleNames)[number]

export interface Example {
  readonly name: ExampleName
  readonly sql: string
  /** What a chart of it shows; null where a table says more. */
  readonly chart: 'line' | 'bars' | null
}

/** Queries that run on this very capture, written for its first channel. */
export function examplesFor(schema: CaptureSchema): Example[] {
  const columns = schema.tables.find(({ name }) => name === 'samples')?.columns ?? []
  const channel = columns.find(({ name }) => name !== 'sample' && name !== 'time')
  const general: Example[] = [
    { name: 'newest', sql: newest, chart: null },
    { name: 'inRed', sql: inRed, chart: 'bars' },
    { name: 'gaps', sql: gaps, chart: null },
    { name: 'anomaly', sql: anomaly, chart: null },
    { name: 'summary', sql: 'SUMMARIZE samples', chart: null }
  ]
  if (!channel) return general
  const value = quoted(channel.name)
  return [
    general[0],
    { name: 'lastMinute', sql: lastMinute(value), chart: 'line' },
    { name: 'worstMinute', sql: worstMinute(value), chart: null },
    { name: 'histogram', sql: histogram(value), chart: 'bars' },
    ...general.slice(1)
  ]
}

/** A name as SQL, in quotes only where it needs them. */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

const newest = `SELECT * FROM samples
ORDER BY sample DESC
LIMIT 100`

const lastMinute = (value: string): string => `SELECT to_timestamp(floor(time / 1000)) AS second,
  avg(${value}) AS mean, min(${value}) AS lowest, max(${value}) AS highest
FROM samples
WHERE time > (SELECT max(time) FROM samples) - 60000
GROUP BY second
ORDER BY second`

const worstMinute = (value: string): string => `SELECT to_timestamp(floor(time / 60000) * 60) AS minute,
  max(${value}) - min(${value}) AS spread, max(${value}) AS highest, count(*) AS samples
FROM samples
GROUP BY minute
ORDER BY spread DESC
LIMIT 10`

const histogram = (value: string): string => `WITH bins AS (
  SELECT min(${value}) AS low, greatest((max(${value}) - min(${value})) / 20, 1e-9) AS width
  FROM samples WHERE isfinite(${value})
)
SELECT low + width * floor((${value} - low) / width) AS begins, count(*) AS samples
FROM samples, bins
WHERE isfinite(${value})
GROUP BY begins
ORDER BY begins`

/** A stretch in red lasts until the next change of the same channel's lamp. */
const inRed = `WITH changes AS (
  SELECT channel, time, data->>'to' AS lamp,
    lead(time, 1, (SELECT max(time) FROM reads)) OVER (PARTITION BY channel ORDER BY time) AS until
  FROM events WHERE kind = 'state'
)
SELECT channel, round(sum(until - time) / 1000, 3) AS seconds, count(*) AS times
FROM changes WHERE lamp = 'red'
GROUP BY channel
ORDER BY seconds DESC`

const gaps = `SELECT to_timestamp(CAST(data->>'from' AS DOUBLE) / 1000) AS begins,
  round((time - CAST(data->>'from' AS DOUBLE)) / 1000, 3) AS seconds
FROM events WHERE kind = 'gap'
ORDER BY begins`

const anomaly = `WITH newest AS (SELECT max(time) AS moment FROM events WHERE kind = 'anomaly')
SELECT samples.* FROM samples, newest
WHERE time BETWEEN moment - 2000 AND moment + 2000
ORDER BY sample`
