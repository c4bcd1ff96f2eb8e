import { MessageChannel } from 'node:worker_threads'
import { childSignal } from '@shared/base/abort'
import type { BufferPool } from '../recording/buffer-pool'
import type { CapturePart } from './capture-parts'
import { sendParts } from './parts-port'
import { runMaker } from './run-maker'
import type { CaptureTarget } from './write-capture'

/**
 * `writeCapture` on a thread of its own, so that parts are made while the disk writes those before: the slower of the two
 * decides how long it takes, not their sum.
 * @throws what stopped it first, the writing or the making; both have ended then.
 */
export async function writeOnThread(
  worker: URL,
  target: CaptureTarget,
  parts: AsyncIterable<CapturePart>,
  pool: BufferPool,
  signal: AbortSignal
): Promise<void> {
  const { port1: port, port2: parts2 } = new MessageChannel()
  const both = childSignal(signal)
  let first: { readonly error: unknown } | undefined
  const stopping = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work
    } catch (error) {
      first ??= { error }
      both.abort(error)
    }
  }
  try {
    await Promise.all([
      stopping(ended(runMaker(worker, { kind: 'write', target, parts: parts2 }, both.signal, [parts2]))),
      stopping(sendParts(port, parts, pool, both.signal))
    ])
  } finally {
    both.dispose()
    port.close()
  }
  if (first) throw first.error
}

async function ended(work: AsyncGenerator<unknown, unknown, void>): Promise<void> {
  for await (const fraction of work) void fraction
}
