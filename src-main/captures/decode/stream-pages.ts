import type { DuckDBConnection } from '@duckdb/node-api'
import type { StreamBegin, StreamPage, StreamPlace } from '../../pipeline/playback/stream-reader'
import { readMeta } from '../file/schema'
import { ByteQueue } from './byte-queue'
import { assembled, type ChunkPlan, chunkPlans, rawRows, readInputs } from './read-stream'

/** Lends a connection to a capture for as long as `work` takes. */
export type Lend = <T>(capture: string, work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>

/** Rows of `raw` are far shorter: which of them reach into a stretch is told by where they begin. */
const longestRow = 65_536
/** A stretch without an end of a chunk is cut here; sessions send chunks of at most 16 KiB. */
const longestChunk = 4 * 1024 * 1024
/** Kinds of inputs that hold until there is another one. */
const controlKinds = ['choose-format', 'set-triggers', 'arm-trigger', 'settings', 'derived']

/** About `maximumBytes` of a capture's stream from `place` on: see `readStream`, whose stretch it is. */
export async function readPage(
  connection: DuckDBConnection,
  { capture, offset, input }: StreamPlace,
  maximumBytes: number,
  signal: AbortSignal
): Promise<StreamPage> {
  const from = offset ?? (await numberOf(connection, 'SELECT min(start) FROM raw')) ?? 0
  const last = (await numberOf(connection, 'SELECT max(end_offset) FROM reads')) ?? from
  const to = await endOfPage(connection, { from, last, maximumBytes })
  const inputs = await readInputs(connection, `rowid >= ${input} AND ${to < last ? `start < ${to}` : 'true'}`)
  const plans: ChunkPlan[] = []
  const reads = 'SELECT CAST(end_offset AS DOUBLE), time, CAST(chunk AS DOUBLE) FROM reads'
  for await (const plan of chunkPlans(
    connection,
    `${reads} WHERE end_offset > ${from} AND end_offset <= ${to}`,
    signal
  ))
    plans.push(plan)
  const bytes = new ByteQueue(rawRows(connection, signal, `start >= ${from - longestRow} AND start < ${to}`))
  try {
    const items: StreamPage['items'][number][] = []
    let passed = 0
    for await (const item of assembled(each(plans), bytes, { inputs, from })) {
      ;({ passed } = item)
      items.push({ at: item.at, input: item.input })
    }
    if (to < last) return { items, next: { capture, offset: to, input: input + passed } }
    for (const { offset: at, input: left } of inputs.slice(passed)) items.push({ at, input: left })
    return { items, next: null }
  } finally {
    await bytes.close()
  }
}

/** The last end of a chunk within the page; of the first chunk, where that is longer. */
async function endOfPage(
  connection: DuckDBConnection,
  { from, last, maximumBytes }: { from: number; last: number; maximumBytes: number }
): Promise<number> {
  const ends = (what: string, to: number): Promise<number | null> =>
    numberOf(connection, `SELECT ${what} FROM reads WHERE chunk AND end_offset > ${from} AND end_offset <= ${to}`)
  const end = (await ends('max(end_offset)', from + maximumBytes)) ?? (await ends('min(end_offset)', last)) ?? last
  if (end - from <= longestChunk) return end
  const cut = `SELECT max(end_offset) FROM reads WHERE end_offset > ${from} AND end_offset <= ${from + longestChunk}`
  return (await numberOf(connection, cut)) ?? end
}

/** Where a stream is picked up: see `StreamReader.begin`. */
export async function findBegin(
  parts: readonly string[],
  time: number,
  warmUp: number,
  lend: Lend
): Promise<StreamBegin> {
  const shownFrom = await lend(parts[parts.length - 1], connection => offsetAt(connection, time))
  const wanted = shownFrom - warmUp
  let part = parts.length - 1
  while (part > 0 && (await lend(parts[part], beginOf)) > wanted) part--
  const capture = parts[part]
  const isFirst = part === 0
  const place = await lend(capture, async (connection): Promise<StreamPlace> => {
    const offset = await chunkEnd(connection, `end_offset <= ${wanted}`)
    if (offset === null) return { capture, offset, input: 0 }
    const input = await numberOf(connection, `SELECT count(*) FROM inputs WHERE start <= ${offset}`)
    return { capture, offset, input: input ?? 0 }
  })
  const isWhole = isFirst && place.offset === null
  const controls: StreamBegin['controls'][number][] = []
  if (!isWhole)
    for (const before of parts.slice(0, part + 1)) {
      const until = before === capture ? ` AND rowid < ${place.input}` : ''
      const kinds = controlKinds.map(kind => `'${kind}'`).join()
      const found = await lend(before, connection => readInputs(connection, `kind IN (${kinds})${until}`))
      controls.push(...found.map(({ input }) => input))
    }
  return { place, shownFrom, isWhole, controls }
}

/** Offset behind the last chunk that was over by `time`. */
async function offsetAt(connection: DuckDBConnection, time: number): Promise<number> {
  const read = await numberOf(connection, `SELECT min(end_offset) FROM reads WHERE time >= ${time}`)
  const before = read === null ? 'true' : `end_offset < ${read}`
  return (await chunkEnd(connection, before)) ?? (await beginOf(connection))
}

const chunkEnd = (connection: DuckDBConnection, where: string): Promise<number | null> =>
  numberOf(connection, `SELECT max(end_offset) FROM reads WHERE chunk AND ${where}`)

/** Where in its session's stream a capture begins. */
async function beginOf(connection: DuckDBConnection): Promise<number> {
  return Number((await readMeta(connection)).get('offset') ?? 0)
}

async function numberOf(connection: DuckDBConnection, sql: string): Promise<number | null> {
  const [[value]] = (await connection.runAndReadAll(sql)).getRows()
  return value === null ? null : Number(value)
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T, void, void> {
  yield* items
}
