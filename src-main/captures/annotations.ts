import { open, readFile, rename, rm } from 'node:fs/promises'
import { CaptureNotes, type CaptureNotesChange, noNotes } from '@shared/model/capture-notes'
import type { Problem } from '@shared/model/session'
import { capturePaths } from './paths'
import { ifThere, storageError } from './problems'

/**
 * What people say of the captures of a folder: `ID.notes.json` beside each that anything was said of. A broken file is
 * set aside and told of, and the capture is as if nothing had been said. Only one process writes a folder, so that what was
 * read once is remembered.
 */
export class Annotations {
  private readonly known = new Map<string, Promise<CaptureNotes>>()
  private readonly troubles = new Map<string, Problem>()

  constructor(private readonly folder: string) {}

  /** Files that could not be used, and why. */
  get problems(): readonly Problem[] {
    return [...this.troubles.values()]
  }

  of(capture: string): Promise<CaptureNotes> {
    return this.known.get(capture) ?? this.remember(capture, this.read(capture))
  }

  /**
   * Changes what is said, after the changes before it.
   * @throws SignalboxError `storage` when it cannot be written; then what was said before is still said.
   */
  change(capture: string, change: CaptureNotesChange): Promise<CaptureNotes> {
    const before = this.of(capture)
    const after = before.then(async notes => {
      const next = inOrder({ ...notes, ...change })
      await this.write(capture, next)
      return next
    })
    this.remember(
      capture,
      after.catch(() => before)
    )
    return after
  }

  /** Removes what is said of a capture that is removed. */
  async remove(capture: string): Promise<void> {
    this.known.delete(capture)
    this.troubles.delete(capture)
    const { notes } = capturePaths(this.folder, capture)
    for (const path of [notes, `${notes}.part`, `${notes}.unreadable`]) await rm(path, { force: true })
  }

  private remember(capture: string, notes: Promise<CaptureNotes>): Promise<CaptureNotes> {
    this.known.set(capture, notes)
    return notes
  }

  private async read(capture: string): Promise<CaptureNotes> {
    const { notes: path } = capturePaths(this.folder, capture)
    try {
      const text = await readFile(path, 'utf8').catch(ifThere)
      return text === undefined ? noNotes : CaptureNotes.parse(JSON.parse(text))
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      const aside = `${path}.unreadable`
      const moved = await rename(path, aside).then(
        () => `it was set aside as ${aside}`,
        () => 'it cannot be set aside either'
      )
      this.troubles.set(capture, {
        code: 'bad-input',
        message: `the notes in ${path} cannot be read, ${moved}: ${why}`,
        remedy: 'The samples are not affected. Name the recording again, or mend the file and give it its name back.'
      })
      return noNotes
    }
  }

  /** Whole or not at all, and on the disk when it returns. */
  private async write(capture: string, notes: CaptureNotes): Promise<void> {
    const { notes: path } = capturePaths(this.folder, capture)
    const unfinished = `${path}.part`
    try {
      const file = await open(unfinished, 'w')
      try {
        await file.writeFile(JSON.stringify(notes))
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(unfinished, path)
      this.troubles.delete(capture)
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined)
      throw storageError(`the notes of ${capture} cannot be written`, error)
    }
  }
}

function inOrder(notes: CaptureNotes): CaptureNotes {
  return {
    ...notes,
    tags: [...new Set(notes.tags)],
    bookmarks: [...notes.bookmarks].sort((one, other) => one.time - other.time)
  }
}
