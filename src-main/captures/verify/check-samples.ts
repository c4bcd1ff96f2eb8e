import { CaptureOrigin } from '@shared/model/capture'
import { identifier } from '../column-names'
import { rowsOf } from '../file/database'
import { type ColumnPiece, columnPieces, readColumns } from '../file/read-columns'
import type { StoredChannel } from '../file/stored-channels'
import { rowsAChunk } from '../messages'
import { BlockCheck, type StoredBlock } from './block-check'
import { type Check, type CheckPlace, count, damage, type Hole } from './check'
import { Found } from './found'
import { RowOrder } from './row-order'
import { streamedRows } from './rows'

/** What was found of a capture's samples. */
export interface SampleFacts {
  readonly samples: number
  readonly holes: readonly Hole[]
  /** The number after the last one. */
  readonly end: number
  readonly lastTime: number
}

/** Samples that are compared with their blocks at a time. */
const pageRows = 65_536
const pageBlocks = 256

/** Samples are in order and exactly those that were written, block by block. */
export async function* checkSamples(place: CheckPlace, channels: readonly StoredChannel[]): Check<SampleFacts> {
  const { connection, signal, has } = place
  const order = new RowOrder(firstNumber(place))
  const changes = new Found('blocks of samples that differ from what was written')
  if (!has('blocks', 'crc')) for await (const piece of pieces(place, channels, '')) yield* order.see(piece)
  else {
    const plan = await readColumns(
      connection,
      'SELECT CAST(coalesce(first, -1) AS DOUBLE), CAST(coalesce(rows, 0) AS DOUBLE) FROM blocks',
      signal
    )
    const firsts = plan.values.subarray(0, plan.rows)
    const sizes = plan.values.subarray(plan.rows, 2 * plan.rows)
    for (let from = 0, to = 0; from < plan.rows; from = to) {
      for (let rows = 0; to < plan.rows && to - from < pageBlocks && rows < pageRows; to++) rows += sizes[to]
      const wrong = outOfOrder(firsts, sizes, from, to)
      if (wrong !== undefined) {
        yield damage(`the block of samples from ${count(wrong)} on is out of order, or too large`)
        return { samples: order.rows, holes: order.holes, end: order.end, lastTime: order.lastTime }
      }
      const last = firsts[to - 1] + sizes[to - 1] - 1
      const blocks = await readBlocks(place, firsts[from], firsts[to - 1])
      const check = new BlockCheck(blocks, channels.length, changes)
      for await (const piece of pieces(place, channels, `WHERE sample BETWEEN ${firsts[from]} AND ${last}`)) {
        yield* order.see(piece)
        yield* check.see(piece)
      }
      yield* check.end()
    }
    const [[total]] = await rowsOf(connection, 'SELECT count(*)::DOUBLE FROM samples')
    if (Number(total) > order.rows) yield damage(`${count(Number(total) - order.rows)} samples belong to no block`)
  }
  yield* order.rest()
  yield* changes.rest()
  return { samples: order.rows, holes: order.holes, end: order.end, lastTime: order.lastTime }
}

/** The number its first sample has; null where that cannot be told from the capture alone. */
function firstNumber({ meta }: CheckPlace): number | null {
  const origin = CaptureOrigin.safeParse(JSON.parse(meta.get('origin') ?? '{"kind":"recorded"}'))
  return origin.success && origin.data.kind === 'recorded' ? Number(meta.get('rows') ?? 0) : null
}

async function* pieces(
  { connection, signal, pause, advance }: CheckPlace,
  channels: readonly StoredChannel[],
  where: string
): AsyncGenerator<ColumnPiece, void, void> {
  const columns = channels.map(({ column }) => `coalesce(${identifier(column)}, 'NaN')`)
  const select = ['CAST(coalesce(sample, -1) AS DOUBLE)', "coalesce(time, 'NaN')", ...columns]
  for await (const piece of columnPieces(connection, `SELECT ${select.join(', ')} FROM samples ${where}`, signal)) {
    await pause()
    yield piece
    advance(8 * piece.rows * (channels.length + 1))
  }
}

/** The first number of a block that does not follow those before it. */
function outOfOrder(firsts: Float64Array, sizes: Float64Array, from: number, to: number): number | undefined {
  for (let block = from; block < to; block++) {
    const isLate = block === 0 || firsts[block] >= firsts[block - 1] + sizes[block - 1]
    if (!isLate || !(sizes[block] > 0 && sizes[block] <= rowsAChunk)) return firsts[block]
  }
  return undefined
}

async function readBlocks(
  { connection, signal }: CheckPlace,
  first: number,
  last: number
): Promise<readonly StoredBlock[]> {
  const blocks: StoredBlock[] = []
  const sql = `SELECT first, rows, first_time, last_time, low, high, mean, crc FROM blocks WHERE first BETWEEN ${first} AND ${last}`
  for await (const [number, rows, firstTime, lastTime, low, high, mean, crc] of streamedRows(connection, sql, signal))
    blocks.push({
      first: Number(number),
      rows: Number(rows),
      firstTime: Number(firstTime),
      lastTime: Number(lastTime),
      low,
      high,
      mean,
      crc: Number(crc)
    })
  return blocks
}
