import type { MessagePort } from 'node:worker_threads'
import { cancellation } from '@shared/base/abort'
import { inbox } from '@shared/flow/inbox'
import { wakeup } from '@shared/flow/wakeup'
import type { BufferPool } from '../recording/buffer-pool'
import type { CapturePart } from './capture-parts'

type ToWriter = { readonly kind: 'part'; readonly part: CapturePart } | { readonly kind: 'end' }

/** From the writer: a part is written; the memory of rows comes back with it. */
interface Written {
  readonly weight: number
  readonly buffer: ArrayBuffer | null
}

/** Bytes of parts on their way or being written: what a commit takes to write may be made meanwhile. */
const windowBytes = 32 * 1024 * 1024
/** What a part counts at least, so that many small ones are bounded as well. */
const leastWeight = 64 * 1024
/** Parts that fit in the window at most, and the one that goes past it. */
const mostParts = windowBytes / leastWeight + 1

const weightOf = (part: CapturePart): number =>
  part.kind === 'rows' ? Math.max(leastWeight, part.columns.byteLength) : leastWeight

/**
 * Hands parts to the writer at the port's other end, as fast as it writes: so many bytes ahead, and no further. The pool
 * gets its buffers back from there. Resolves when all are sent.
 */
export async function sendParts(
  port: MessagePort,
  parts: AsyncIterable<CapturePart>,
  pool: BufferPool,
  signal: AbortSignal
): Promise<void> {
  const written = wakeup(signal)
  let ahead = 0
  port.on('message', ({ weight, buffer }: Written) => {
    ahead -= weight
    if (buffer) pool.release(buffer)
    written.wake()
  })
  try {
    for await (const part of parts) {
      if (signal.aborted) throw cancellation(signal)
      ahead += weightOf(part)
      const moved = part.kind === 'rows' ? [part.columns.buffer] : []
      port.postMessage({ kind: 'part', part } satisfies ToWriter, moved)
      while (ahead >= windowBytes) await written.wait()
    }
    port.postMessage({ kind: 'end' } satisfies ToWriter)
  } finally {
    written.dispose()
  }
}

/** The parts that are sent from the port's other end; a buffer goes back once the next part is asked for. */
export async function* receiveParts(port: MessagePort, signal: AbortSignal): AsyncGenerator<CapturePart, void, void> {
  const parts = inbox<CapturePart>('parts of a capture', { capacity: mostParts, whenFull: 'fail' }, signal)
  port.on('message', (message: ToWriter) => {
    if (message.kind === 'part') parts.offer(message.part)
    else parts.close()
  })
  try {
    while (parts.has() || (await parts.ready())) {
      const part = parts.take()
      const weight = weightOf(part)
      yield part
      const buffer = part.kind === 'rows' ? part.columns.buffer : null
      port.postMessage({ weight, buffer } satisfies Written, buffer ? [buffer] : [])
    }
  } finally {
    parts.dispose()
    port.close()
  }
}
