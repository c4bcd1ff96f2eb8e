import { open } from 'node:fs/promises'
import { SignalboxError } from '@shared/base/errors'
import type { Source } from '@shared/flow/types'
import type { Chunk } from '@shared/model/batch'

/** Large enough that opening and awaiting cost nothing, small enough to stay in the processor's cache. */
const chunkBytes = 256 * 1024

/**
 * A file's bytes, or standard input's for `-`, as chunks. Lazy; the file is closed on every way out. The chunk's bytes
 * are lent: the buffer is read into again at the next pull.
 * @throws SignalboxError `not-found`, `forbidden`, or `bad-input` for a folder.
 */
export function fileChunks(path: string, onRead: (bytes: number) => void): Source<Chunk> {
  return signal => (path === '-' ? inputChunks(signal, onRead) : readFileChunks(path, signal, onRead))
}

async function* readFileChunks(
  path: string,
  signal: AbortSignal,
  onRead: (bytes: number) => void
): AsyncGenerator<Chunk, void, void> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, error)
  })
  try {
    const buffer = new Uint8Array(chunkBytes)
    while (!signal.aborted) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes).catch((error: unknown) => {
        throw unreadable(path, error)
      })
      if (bytesRead === 0) return
      onRead(bytesRead)
      yield chunkOf(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

async function* inputChunks(signal: AbortSignal, onRead: (bytes: number) => void): AsyncGenerator<Chunk, void, void> {
  const { stdin } = process
  // A pipe that stays silent would keep an interrupted process waiting.
  const leave = (): void => void stdin.destroy()
  signal.addEventListener('abort', leave)
  try {
    for await (const piece of stdin) {
      if (signal.aborted) return
      const bytes = typeof piece === 'string' ? new TextEncoder().encode(piece) : (piece as Uint8Array)
      onRead(bytes.length)
      yield chunkOf(bytes)
    }
  } catch (error) {
    if (!signal.aborted) throw unreadable('standard input', error)
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

/** A file has no read times: its rows are timed by a column or a rate, see `timing`. */
function chunkOf(bytes: Uint8Array): Chunk {
  return { kind: 'chunk', bytes, ends: [bytes.length], times: [0] }
}

function unreadable(path: string, error: unknown): SignalboxError {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT')
    return new SignalboxError('not-found', `${path} does not exist`, { remedy: 'Check the path.', cause: error })
  if (code === 'EACCES')
    return new SignalboxError('forbidden', `${path} may not be read`, {
      remedy: 'Check its permissions.',
      cause: error
    })
  if (code === 'EISDIR')
    return new SignalboxError('bad-input', `${path} is a folder`, { remedy: 'Name a file.', cause: error })
  return new SignalboxError('storage', `${path} cannot be read: ${String(error)}`, { cause: error })
}
