import { open } from 'node:fs/promises'
import { SignalboxError } from '@shared/base/errors'
import type { Source } from '@shared/flow/types'
import type { Chunk } from '@shared/model/batch'

/** Large enough that opening and awaiting cost nothing; 64 KiB and 1 MiB were not faster. */
const readBytes = 256 * 1024

/**
 * A file's bytes, or standard input's for `-`, as chunks. Lazy; the file is closed on every way out. The chunk's bytes
 * are lent: the buffer is read into again later. One read is under way while the one before it is worked on.
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
  const buffers = [new Uint8Array(readBytes), new Uint8Array(readBytes)]
  const read = (turn: number): Promise<number> => {
    const reading = file.read(buffers[turn % 2], 0, readBytes).then(({ bytesRead }) => bytesRead)
    // Awaited a turn later, or never when the pull is given up.
    reading.catch(() => undefined)
    return reading
  }
  let next = read(0)
  try {
    for (let turn = 0; !signal.aborted; turn++) {
      const length = await next.catch((error: unknown) => {
        throw unreadable(path, error)
      })
      if (length === 0) return
      next = read(turn + 1)
      onRead(length)
      yield chunkOf(buffers[turn % 2].subarray(0, length))
    }
  } finally {
    await next.catch(() => undefined)
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
