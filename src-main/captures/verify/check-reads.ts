import { chained } from '../file/chain'
import { columnPieces } from '../file/read-columns'
import { type Check, type CheckPlace, count } from './check'
import { Found } from './found'

export interface ReadFacts {
  readonly reads: number
  /** The offset of the stream where the last one ended; -Infinity without any. */
  readonly end: number
  /** ms since the epoch; -Infinity without any. */
  readonly lastTime: number
  /** The last one's checksum, chained to all before it. */
  readonly crc: number
}

/** Reads follow one another, their times never decrease, and none is missing or changed. */
export async function* checkReads(place: CheckPlace): Check<ReadFacts> {
  const { connection, signal, has, pause } = place
  const isChained = has('reads', 'crc')
  const chain = isChained ? ['CAST(coalesce(chunk, false) AS DOUBLE)', 'CAST(coalesce(crc, 0) AS DOUBLE)'] : []
  const columns = ['CAST(coalesce(end_offset, -1) AS DOUBLE)', "coalesce(time, 'NaN')", ...chain]
  const disorder = new Found('reads that are out of order')
  const changes = new Found('reads that differ from their checksum')
  let reads = 0
  let end = -Infinity
  let lastTime = -Infinity
  let crc = 0
  const sql = `SELECT ${columns.join(', ')} FROM reads`
  for await (const { rows, columns: piece } of columnPieces(connection, sql, signal)) {
    await pause()
    for (let row = 0; row < rows; row++) {
      const [readEnd, time] = [piece[0][row], piece[1][row]]
      const where = `the read that ended at byte ${count(readEnd)}`
      if (!(readEnd >= end)) yield* disorder.one(`${where} comes after one that ended at ${count(end)}`)
      if (!(time >= lastTime)) yield* disorder.one(`${where} was earlier than the one before it`)
      if (isChained) {
        const expected = chained(Float64Array.of(readEnd, time, piece[2][row]), crc)
        crc = piece[3][row]
        if (crc !== expected) yield* changes.one(`${where} was changed, or one before it is missing`)
      }
      end = readEnd
      lastTime = time
    }
    reads += rows
  }
  yield* disorder.rest()
  yield* changes.rest()
  return { reads, end, lastTime, crc }
}
