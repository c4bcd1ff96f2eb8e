import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { Batch } from '@shared/model/batch'
import { rowsAChunk, type RowsMessage } from '../messages'
import type { BufferPool } from './buffer-pool'

export type RowsReady = (message: Omit<RowsMessage, 'kind' | 'recorder'>) => void

/**
 * Gathers batches into chunks of `rowsAChunk` rows and hands each full one to `ready`. Sent a batch it answers how many of
 * its rows found no room in the pool; sent `flush` it hands over what it has. All rows of a chunk have the same channels
 * and follow one another, so flush before the channels change. Rows leave what lies above `ceiling` to others.
 */
export function packRows(
  pool: BufferPool,
  ready: RowsReady,
  ceiling = pool.capacity
): Coroutine<Batch | 'flush', number> {
  return coroutine('pack rows', function* (): Generator<number, void, Batch | 'flush'> {
    let columns: Float64Array<ArrayBuffer> | undefined
    let first = 0
    let count = 0
    let dropped = 0

    function flush(): void {
      if (columns && count > 0) ready({ first, count, columns })
      else if (columns) pool.release(columns.buffer)
      columns = undefined
      count = 0
    }

    try {
      for (;;) {
        const input: Batch | 'flush' = yield dropped
        dropped = 0
        if (input === 'flush') {
          flush()
          continue
        }
        const width = input.value.length + 1
        // A gap in the numbers (rows were dropped) starts a new chunk: its numbers are counted from its first.
        if (columns && (first + count !== input.first || columns.length !== width * rowsAChunk)) flush()
        for (let from = 0; from < input.count;) {
          if (!columns) {
            const buffer = pool.take(8 * width * rowsAChunk, ceiling)
            if (!buffer) {
              dropped = input.count - from
              break
            }
            columns = new Float64Array(buffer)
            first = input.first + from
          }
          const rows = Math.min(rowsAChunk - count, input.count - from)
          columns.set(input.time.subarray(from, from + rows), count)
          for (let column = 1; column < width; column++)
            columns.set(input.value[column - 1].subarray(from, from + rows), column * rowsAChunk + count)
          count += rows
          from += rows
          if (count === rowsAChunk) flush()
        }
      }
    } finally {
      if (columns) pool.release(columns.buffer)
    }
  })
}
