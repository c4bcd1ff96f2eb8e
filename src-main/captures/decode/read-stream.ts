import { DuckDBBlobValue, type DuckDBConnection } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/base/abort'
import type { Chunk } from '@shared/model/batch'
import { StreamInput } from '@shared/model/input'
import type { Database } from '../file/database'
import { columnPieces } from '../file/read-columns'
import type { PlacedItem } from '../../pipeline/playback/stream-reader'
import type { PlacedInput } from '../messages'
import { ByteQueue } from './byte-queue'

/** A stretch of the stream that was sent to the decoder at once: where it ends, and the reads in it. */
export interface ChunkPlan {
  readonly ends: readonly number[]
  readonly times: readonly number[]
}

/**
 * A capture's stream as its session's pipeline was sent it: the same chunks with the same reads, and between them what
 * happened and what was asked, in constant memory. Where raw bytes are missing (they were not recorded) a `gap` stands.
 */
export async function* readStream(
  { connection, connect }: Pick<Database, 'connection' | 'connect'>,
  signal: AbortSignal
): AsyncGenerator<Chunk | StreamInput, void, void> {
  const inputs = await readInputs(connection)
  // A result that is streamed has its connection for itself.
  const beside = await connect()
  const bytes = new ByteQueue(rawRows(beside, signal))
  try {
    const plans = chunkPlans(
      connection,
      'SELECT CAST(end_offset AS DOUBLE), time, CAST(chunk AS DOUBLE) FROM reads',
      signal
    )
    let next = 0
    for await (const { input, passed } of assembled(plans, bytes, { inputs, from: await bytes.begin() })) {
      next = passed
      yield input
    }
    for (const { input } of inputs.slice(next)) yield input
  } finally {
    await bytes.close()
    beside.closeSync()
  }
}

/** What was sent, and how many of the inputs have passed by then. */
interface Assembled extends PlacedItem {
  readonly passed: number
}

/** The chunks from offset `from` on, each after the inputs that came before it; inputs behind the last chunk are left. */
export async function* assembled(
  plans: AsyncIterable<ChunkPlan>,
  bytes: ByteQueue,
  { inputs, from: begin }: { readonly inputs: readonly PlacedInput[]; readonly from: number }
): AsyncGenerator<Assembled, void, void> {
  let passed = 0
  let at = begin
  for await (const { ends, times } of plans) {
    const end = ends[ends.length - 1]
    while (passed < inputs.length && inputs[passed].offset <= at) {
      const { offset, input } = inputs[passed++]
      yield { at: offset, input, passed }
    }
    // Reads that ended before the first byte that is there.
    if (end <= at) continue
    const { bytes: taken, from } = await bytes.take(at, end)
    if (from > at) yield { at, input: { kind: 'gap', from: times[0], time: times[0] }, passed }
    const kept = ends
      .map((readEnd, index) => ({ end: readEnd - from, time: times[index] }))
      .filter(read => read.end > 0)
    const [readEnds, readTimes] = [kept.map(read => read.end), kept.map(read => read.time)]
    if (taken.length > 0) yield { at, input: { kind: 'chunk', bytes: taken, ends: readEnds, times: readTimes }, passed }
    at = end
  }
}

/** `sql` answers end, time and whether it ends a chunk, of reads in order. */
export async function* chunkPlans(
  connection: DuckDBConnection,
  sql: string,
  signal: AbortSignal
): AsyncGenerator<ChunkPlan, void, void> {
  let ends: number[] = []
  let times: number[] = []
  for await (const { rows, columns } of columnPieces(connection, sql, signal)) {
    for (let row = 0; row < rows; row++) {
      ends.push(columns[0][row])
      times.push(columns[1][row])
      if (columns[2][row] === 0) continue
      yield { ends, times }
      ends = []
      times = []
    }
  }
  if (ends.length > 0) yield { ends, times }
}

export async function* rawRows(
  connection: DuckDBConnection,
  signal: AbortSignal,
  where = 'true'
): AsyncGenerator<{ start: number; bytes: Uint8Array }, void, void> {
  const result = await connection.stream(`SELECT start, bytes FROM raw WHERE ${where}`)
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    throwIfCancelled(signal)
    const [starts, blobs] = chunk.getColumns()
    for (const [row, blob] of blobs.entries())
      if (blob instanceof DuckDBBlobValue) yield { start: Number(starts[row]), bytes: blob.bytes }
  }
}

/** What is no chunk; few, because floods of events are no inputs. */
export async function readInputs(connection: DuckDBConnection, where = 'true'): Promise<PlacedInput[]> {
  const rows = (await connection.runAndReadAll(`SELECT start, data FROM inputs WHERE ${where}`)).getRows()
  return rows.map(([start, data]) => ({ offset: Number(start), input: StreamInput.parse(JSON.parse(String(data))) }))
}
