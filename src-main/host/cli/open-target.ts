import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { SignalboxError } from '@shared/base/errors'

/** Where bytes go: standard output for `-`, else a file that is replaced, or a terminal. */
export interface Target {
  readonly stream: Writable
  readonly terminal: boolean
}

/** How often a terminal that is full is tried again, ms. */
const retryInterval = 5

/** @throws SignalboxError `storage` when the path cannot be opened for writing. */
export async function openTarget(path: string): Promise<Target> {
  if (path === '-') return { stream: process.stdout, terminal: process.stdout.isTTY }
  try {
    const found = await stat(path).catch(() => null)
    if (!found?.isCharacterDevice()) return { stream: (await open(path, 'w')).createWriteStream(), terminal: false }
    // Not blocking, or a terminal that nobody reads could not be left; and not to become the one that controls us.
    const flags = constants.O_WRONLY | constants.O_NOCTTY | constants.O_NONBLOCK
    return { stream: terminalStream(await open(path, flags)), terminal: true }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new SignalboxError('storage', `${path} cannot be written: ${why}`, {
      remedy: 'Check the path and its permissions.',
      cause: error
    })
  }
}

function terminalStream(file: FileHandle): Writable {
  let left = false

  async function writeWhole(bytes: Uint8Array): Promise<void> {
    for (let offset = 0; offset < bytes.length && !left;) {
      const written = await file.write(bytes, offset).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EAGAIN') throw error
        return null
      })
      if (written) offset += written.bytesWritten
      else await pause(retryInterval)
    }
  }

  return new Writable({
    write(bytes: Uint8Array, _encoding, done) {
      writeWhole(bytes).then(() => done(), done)
    },
    destroy(error, done) {
      left = true
      file.close().then(
        () => done(error),
        () => done(error)
      )
    }
  })
}
