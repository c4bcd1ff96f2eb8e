import { open, rename, rm } from 'node:fs/promises'
import { SignalboxError } from '@shared/base/errors'

/** A text file that appears under its name only once it is complete. */
export interface OutputFile {
  write(text: string): Promise<void>
  finish(): Promise<void>
  discard(): Promise<void>
}

/** @throws SignalboxError `storage` when the place cannot be written. */
export async function openOutputFile(path: string): Promise<OutputFile> {
  const temporary = `${path}.${process.pid}.part`
  const file = await open(temporary, 'w').catch((error: unknown) => {
    throw unwritable(path, error)
  })
  const failing = async (work: Promise<unknown>): Promise<void> => {
    await work.catch((error: unknown) => {
      throw unwritable(path, error)
    })
  }
  return {
    write: text => failing(file.writeFile(text)),
    async finish() {
      await failing(file.sync())
      await file.close()
      await failing(rename(temporary, path))
    },
    async discard() {
      await file.close()
      await rm(temporary, { force: true })
    }
  }
}

function unwritable(path: string, error: unknown): SignalboxError {
  const why = error instanceof Error ? error.message : String(error)
  return new SignalboxError('storage', `${path} cannot be written: ${why}`, {
    remedy: 'Choose a folder that exists, may be written and has space.',
    cause: error
  })
}
