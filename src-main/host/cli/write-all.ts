import type { Writable } from 'node:stream'
import { SignalboxError } from '@shared/base/errors'

export interface WriteAllOptions {
  /** For the error. */
  readonly name: string
  readonly signal: AbortSignal
}

/**
 * Writes the pieces, no faster than they are taken, and ends the target unless it is standard output. Ends quietly when
 * the reader of a pipe has gone; an abort ends it even when nobody takes anything. Resolves to the number of bytes.
 * @throws SignalboxError `storage` when the target cannot be written, an `AbortError` when the signal aborts.
 */
export async function writeAll(
  target: Writable,
  pieces: AsyncIterable<Uint8Array>,
  { name, signal }: WriteAllOptions
): Promise<number> {
  let bytes = 0
  let failure: NodeJS.ErrnoException | undefined
  let wake = (): void => undefined
  const ring = (): void => wake()
  const fail = (error: NodeJS.ErrnoException): void => {
    failure ??= error
    wake()
  }
  /** Waits for the next event unless it has all happened. */
  const settled = (done: () => boolean): Promise<void> =>
    done() || failure || signal.aborted ? Promise.resolve() : new Promise<void>(resolve => (wake = resolve))
  target.on('error', fail).on('drain', ring).on('close', ring)
  signal.addEventListener('abort', ring)
  try {
    for await (const piece of pieces) {
      target.write(piece)
      bytes += piece.length
      await settled(() => !target.writableNeedDrain)
      if (failure || signal.aborted) break
    }
    if (target !== process.stdout && !failure && !signal.aborted) {
      target.end()
      await settled(() => target.closed)
    }
  } finally {
    signal.removeEventListener('abort', ring)
    target.off('drain', ring).off('close', ring)
    if (signal.aborted && target !== process.stdout) target.destroy()
  }
  if (failure && failure.code !== 'EPIPE')
    throw new SignalboxError('storage', `${name} cannot be written: ${failure.message}`, {
      remedy: 'Check the path and its permissions.',
      cause: failure
    })
  signal.throwIfAborted()
  return bytes
}
