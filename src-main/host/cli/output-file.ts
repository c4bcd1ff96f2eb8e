import { open, rename, rm, stat } from 'node:fs/promises'
import { storageError } from '../../captures/problems'

/** A text file that appears under its name only once it is complete. */
export interface OutputFile {
  /** What it is called until then. */
  readonly temporary: string
  write(text: string): Promise<void>
  finish(): Promise<void>
  discard(): Promise<void>
}

/** @throws SignalboxError `storage` when the place cannot be written. */
export async function openOutputFile(path: string, ending = 'part'): Promise<OutputFile> {
  const temporary = `${path}.${process.pid}.${ending}`
  const failing = async <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((error: unknown) => {
      throw storageError(`${path} cannot be written`, error)
    })
  await failing(refuseFolder(path))
  const file = await failing(open(temporary, 'w'))
  return {
    temporary,
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

/** Said before the work, not after it. */
async function refuseFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found?.isDirectory()) throw new Error('EISDIR: it is a directory')
}
