import { DuckDBBlobValue, type DuckDBConnection } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/base/abort'
import type { Chunk } from '@shared/model/batch'
import { StreamInput } from '@shared/model/input'
import type { Database } from '../file/database'
import { columnPieces } from '../file/read-columns'
import type { PlacedInput } from '../messages'
import { ByteQueue } from './byte-queue'

/** A stretch of the stream that was sent to the decoder at once: where it ends, and the reads in it. */
interface ChunkPlan {
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
    yield* assembled(chunkPlans(connection, signal), bytes, inputs)
  } finally {
    await bytes.close()
    beside.closeSync()
  }
}

async function* assembled(
  plans: AsyncIterable<ChunkPlan>,
  bytes: ByteQueue,
  inputs: readonly PlacedInput[]
): AsyncGenerator<Chunk | StreamInput, void, void> {
  let next = 0
  let at = await bytes.begin()
  for await (const { ends, times } of plans) {
    const end = ends[ends.length - 1]
    while (next < inputs.length && inputs[next].offset <= at) yield inputs[next++].input
    // Reads that ended before the first byte that is there.
    if (end <= at) continue
    const { bytes: taken, from } = await bytes.take(at, end)
    if (from > at) yield { kind: 'gap', from: times[0], time: times[0] }
    const kept = ends
      .map((readEnd, index) => ({ end: readEnd - from, time: times[index] }))
      .filter(read => read.end > 0)
    if (taken.length > 0)
      yield { kind: 'chunk', bytes: taken, ends: kept.map(read => read.end), times: kept.map(read => read.time) }
    at = end
  }
  while (next < inputs.length) yield inputs[next++].input
}

async function* chunkPlans(connection: DuckDBConnection, signal: AbortSignal): AsyncGenerator<ChunkPlan, void, void> {
  let ends: number[] = []
  let times: number[] = []
  const sql = 'SELECT CAST(end_offset AS DOUBLE), time, CAST(chunk AS DOUBLE) FROM reads'
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

async function* rawRows(
  connection: DuckDBConnection,
  signal: AbortSignal
): AsyncGenerator<{ start: number; bytes: Uint8Array }, void, void> {
  const result = await connection.stream('SELECT start, bytes FROM raw')
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    throwIfCancelled(signal)
    const [starts, blobs] = chunk.getColumns()
    for (const [row, blob] of blobs.entries())
      if (blob instanceof DuckDBBlobValue) yield { start: Number(starts[row]), bytes: blob.bytes }
  }
}

/** What is no chunk; few, because floods of events are no inputs. */
async function readInputs(connection: DuckDBConnection): Promise<PlacedInput[]> {
  const rows = (await connection.runAndReadAll('SELECT start, data FROM inputs')).getRows()
  return rows.map(([start, data]) => ({ offset: Number(start), input: StreamInput.parse(JSON.parse(String(data))) }))
}
