import { rm } from 'node:fs/promises'
import { SignalboxError } from '@shared/base/errors'

/** A file that a page's user chose to be read: a path of the desktop app, or what the host put down as it was uploaded. */
export interface BroughtFile {
  readonly path: string
  /** What it is called where it is from. */
  readonly name: string
  /** When it was last written there, ms. */
  readonly modified: number
  /** It is a copy that nobody needs once it has been read. */
  readonly isTemporary: boolean
}

/** Files that pages may have read, by tickets that nobody can guess. */
export interface BroughtFiles {
  add(ticket: string, file: BroughtFile): void
  /** @throws SignalboxError `not-found` when the ticket was never given, or the file has been let go. */
  find(ticket: string): BroughtFile
  /** Lets go of a file; a temporary one is removed. Harmless twice. */
  release(ticket: string): Promise<void>
}

/** The oldest are let go beyond so many. */
const capacity = 64

export function createBroughtFiles(): BroughtFiles {
  const files = new Map<string, BroughtFile>()

  async function release(ticket: string): Promise<void> {
    const file = files.get(ticket)
    files.delete(ticket)
    if (file?.isTemporary) await rm(file.path, { force: true })
  }

  return {
    add(ticket, file) {
      files.set(ticket, file)
      for (const oldest of [...files.keys()].slice(0, Math.max(0, files.size - capacity)))
        void release(oldest).catch(() => undefined)
    },
    find(ticket) {
      const file = files.get(ticket)
      if (file) return file
      throw new SignalboxError('not-found', 'that file is not there any more', { remedy: 'Choose it once more.' })
    },
    release
  }
}
