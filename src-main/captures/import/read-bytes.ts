import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { throwIfCancelled } from '@shared/base/abort'
import { SignalboxError } from '@shared/base/errors'
import type { Source } from '@shared/flow/types'

/** Large enough that opening and awaiting cost nothing, small enough that a cancellation is prompt. */
const pieceBytes = 256 * 1024

/** A file's bytes in pieces, each with memory of its own. Lazy; the file is closed on every way out. */
export function fileBytes(path: string, onRead: (bytes: number) => void): Source<Uint8Array> {
  return async function* (signal) {
    throwIfCancelled(signal, 'the import was cancelled')
    const stream = createReadStream(path, { highWaterMark: pieceBytes })
    try {
      for await (const piece of stream) {
        throwIfCancelled(signal, 'the import was cancelled')
        const bytes = piece as Uint8Array
        onRead(bytes.length)
        yield bytes
      }
    } catch (error) {
      throw error instanceof SignalboxError ? error : unreadable(path, error)
    } finally {
      stream.destroy()
    }
  }
}

/** The first bytes of a file. */
export async function firstBytes(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw unreadable(path, error)
  })
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    await file.close()
  }
}

/** @throws SignalboxError `not-found`, or `bad-input` for what is no file. */
export async function fileFacts(path: string): Promise<{ bytes: number; modified: number }> {
  const facts = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  if (!facts.isFile())
    throw new SignalboxError('bad-input', `${path} is not a file`, { remedy: 'Name a file, not a folder or a device.' })
  return { bytes: facts.size, modified: facts.mtimeMs }
}

/** What the system says about a file that cannot be read, with what to do. */
export function unreadable(path: string, error: unknown): SignalboxError {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT')
    return new SignalboxError('not-found', `${path} does not exist`, { remedy: 'Check the path.', cause: error })
  if (code === 'EACCES' || code === 'EPERM')
    return new SignalboxError('forbidden', `${path} may not be read`, {
      remedy: 'Check its permissions.',
      cause: error
    })
  if (code === 'EISDIR')
    return new SignalboxError('bad-input', `${path} is a folder`, { remedy: 'Name a file.', cause: error })
  const message = error instanceof Error ? error.message : String(error)
  return new SignalboxError('storage', `${path} cannot be read: ${message}`, { cause: error })
}
