import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { Chunk } from '@shared/model/batch'
import { readFields, type RawMessage } from '../messages'
import type { BufferPool } from './buffer-pool'

export type RawReady = (message: Omit<RawMessage, 'kind' | 'recorder'>) => void

const pieceBytes = 64 * 1024
const pieceReads = 1024

/** Bytes that are not to be kept; they are counted as dropped. */
export interface Skip {
  readonly skip: number
}

/**
 * Gathers a session's bytes, from `offset` of its stream on, with the end and the time of each read, into pieces and hands each full one to `ready`. Sent a
 * chunk it answers how many of its bytes found no room in the pool; sent `flush` it hands over what it has. Offsets count
 * what was dropped, so that a hole stays visible.
 */
export function packRaw(pool: BufferPool, ready: RawReady, offset = 0): Coroutine<Chunk | Skip | 'flush', number> {
  return coroutine('pack raw bytes', function* (): Generator<number, void, Chunk | Skip | 'flush'> {
    let bytes: Uint8Array<ArrayBuffer> | undefined
    let reads = new Float64Array(0)
    let readCount = 0
    let start = offset
    let length = 0
    let dropped = 0

    function flush(): void {
      if (!bytes) return
      if (length > 0 || readCount > 0) ready({ start, length, bytes, readCount, reads })
      else release(bytes)
      start += length
      length = 0
      readCount = 0
      bytes = undefined
    }

    function release(held: Uint8Array<ArrayBuffer>): void {
      pool.release(held.buffer)
      pool.release(reads.buffer)
    }

    function hasRoom(): boolean {
      if (bytes) return true
      const buffer = pool.take(pieceBytes)
      if (!buffer) return false
      const other = pool.take(8 * readFields * pieceReads)
      if (!other) {
        pool.release(buffer)
        return false
      }
      bytes = new Uint8Array(buffer)
      reads = new Float64Array(other)
      return true
    }

    function lose(count: number): void {
      flush()
      dropped += count
      start += count
    }

    /** Copies bytes `from` to `to` of the chunk, over as many pieces as they take. */
    function copy(source: Uint8Array, from: number, to: number): void {
      while (from < to) {
        if (!hasRoom() || !bytes) return lose(to - from)
        const count = Math.min(pieceBytes - length, to - from)
        bytes.set(source.subarray(from, from + count), length)
        length += count
        from += count
        if (length === pieceBytes && from < to) flush()
      }
    }

    try {
      for (;;) {
        const input: Chunk | Skip | 'flush' = yield dropped
        dropped = 0
        if (input === 'flush' || 'skip' in input) {
          flush()
          if (input !== 'flush') lose(input.skip)
          continue
        }
        let from = 0
        for (let read = 0; read < input.ends.length; read++) {
          if (readCount === pieceReads) flush()
          copy(input.bytes, from, input.ends[read])
          from = input.ends[read]
          if (!hasRoom()) continue
          const at = readFields * readCount
          reads[at] = start + length
          reads[at + 1] = input.times[read]
          reads[at + 2] = Number(read === input.ends.length - 1)
          readCount++
          if (length === pieceBytes) flush()
        }
      }
    } finally {
      if (bytes) release(bytes)
    }
  })
}
