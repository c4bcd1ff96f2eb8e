import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { SignalboxError } from '@shared/base/errors'

/**
 * Writes the pieces, no faster than they are taken. Ends quietly when the reader of a pipe has gone.
 * @throws SignalboxError `storage` when the target cannot be written.
 */
export async function writeAll(target: Writable, pieces: AsyncIterable<Uint8Array>, name: string): Promise<void> {
  let failure: NodeJS.ErrnoException | null = null
  target.on('error', (error: NodeJS.ErrnoException) => (failure = error))
  const check = (): boolean => {
    if (failure === null) return true
    if (failure.code === 'EPIPE') return false
    throw new SignalboxError('storage', `${name} cannot be written: ${failure.message}`, {
      remedy: 'Check the path and its permissions.',
      cause: failure
    })
  }
  for await (const piece of pieces) {
    if (!target.write(piece)) await Promise.race([once(target, 'drain'), once(target, 'close')]).catch(() => undefined)
    if (!check()) return
  }
  if (target !== process.stdout) {
    target.end()
    await once(target, 'close').catch(() => undefined)
  }
  check()
}
