import { readdir, rm } from 'node:fs/promises'
import type { Clock } from '@shared/base/clock'
import { asSignalboxError, SignalboxError } from '@shared/base/errors'
import type { CaptureInfo } from '@shared/model/capture'
import { noNotes } from '@shared/model/capture-notes'
import type { Problem } from '@shared/model/session'
import { recoverDatabase } from '../file/inspect'
import { isCaptureId } from '../identity'
import { Annotations } from '../annotations'
import { readManifest, writeManifest, type Manifest } from '../manifest'
import { stateOf, thisProcess } from '../owner'
import { bytesOnDisk, capturePaths, type CapturePaths, sidecar } from '../paths'
import { noSuchCapture, problemOf, storageError } from '../problems'

/** How long after its last sign a writer is believed in where the system does not tell when a process started. */
const belief = 15_000

/** The captures of a folder that this process is not recording. */
export class CaptureFolder {
  /** Also of the active ones. */
  readonly annotations: Annotations
  private readonly recovering = new Map<string, Promise<CaptureInfo>>()

  /** `isActive`: whether this process is recording the capture. */
  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
    private readonly isActive: (capture: string) => boolean
  ) {
    this.annotations = new Annotations(folder)
  }

  /** Every capture but the active ones, recovered where that is due; and what could not be read, with the reason. */
  async list(): Promise<{ captures: CaptureInfo[]; problems: Problem[] }> {
    const names = await readdir(this.folder)
    const files = names.filter(name => /\.(duckdb|json)$/.test(name) && !sidecar.test(name))
    const ids = new Set(files.map(name => name.replace(/\.[^.]+$/, '')))
    const captures: CaptureInfo[] = []
    const problems: Problem[] = []
    for (const id of ids) {
      if (!isCaptureId(id) || this.isActive(id)) continue
      try {
        captures.push(await this.noted(await this.find(id)))
      } catch (error) {
        const problem = asSignalboxError(error)
        // Busy without a manifest: another process has just made it. Not found: just removed.
        if (problem.code !== 'busy' && problem.code !== 'not-found') problems.push(problemOf(problem))
      }
    }
    return { captures, problems: [...problems, ...this.annotations.problems] }
  }

  /** The capture with what people say of it. */
  async noted(info: CaptureInfo): Promise<CaptureInfo> {
    return { ...info, notes: await this.annotations.of(info.id) }
  }

  /**
   * One capture, recovered if its writer is gone.
   * @throws `not-found`, `storage` (damaged), `bad-input` (not a capture), `busy` (made by another process just now).
   */
  async find(capture: string): Promise<CaptureInfo> {
    const paths = this.paths(capture)
    const manifest = await readManifest(paths.manifest)
    if ((await bytesOnDisk(paths)) === 0) {
      if (manifest === undefined) throw noSuchCapture(capture)
      throw new SignalboxError('storage', `the data of ${capture} are missing: there is no ${paths.database}`, {
        remedy: 'Put the file back, or remove the capture.'
      })
    }
    if (manifest === undefined || manifest === 'damaged') return this.recover(capture, paths)
    if (manifest.info.status !== 'recording' || this.isBeingWritten(manifest)) return manifest.info
    try {
      return await this.recover(capture, paths)
    } catch (error) {
      const { code, message } = asSignalboxError(error)
      if (code === 'busy') return manifest.info
      // Nothing can be recovered on a full disk, but nothing is lost either: it is listed as last written down.
      if (/no space left|ENOSPC/i.test(message)) return { ...manifest.info, status: 'recovered' }
      throw error
    }
  }

  /** Whether there is any of its files. */
  async isThere(capture: string): Promise<boolean> {
    const paths = this.paths(capture)
    return (await bytesOnDisk(paths)) > 0 || (await readManifest(paths.manifest)) !== undefined
  }

  /** @throws `not-found`, `busy` while another process records it, `storage`. */
  async remove(capture: string): Promise<void> {
    const paths = this.paths(capture)
    const manifest = await readManifest(paths.manifest)
    if (manifest === undefined && (await bytesOnDisk(paths)) === 0) throw noSuchCapture(capture)
    if (manifest && manifest !== 'damaged' && manifest.info.status === 'recording' && this.isBeingWritten(manifest))
      throw new SignalboxError('busy', `${capture} is being recorded by another process`, {
        remedy: 'Close its device there first.'
      })
    try {
      // The manifest last: until then the capture can be removed again.
      for (const path of [paths.database, paths.log, `${paths.log}.damaged`, `${paths.database}.tmp`, paths.summary])
        await rm(path, { force: true, recursive: true })
      await this.annotations.remove(capture)
      await rm(paths.manifest, { force: true })
    } catch (error) {
      throw storageError(`${capture} cannot be removed`, error)
    }
  }

  /** @throws `not-found` for what cannot be a capture's name. */
  paths(capture: string): CapturePaths {
    if (!isCaptureId(capture)) throw noSuchCapture(capture)
    return capturePaths(this.folder, capture)
  }

  private isBeingWritten({ owner, updated }: Manifest): boolean {
    // Ours, but not active: given up, or from before the thread was started anew.
    const ours = thisProcess()
    if (owner.pid === ours.pid && owner.started === ours.started) return false
    const state = stateOf(owner)
    return state === 'alive' || (state === 'unknown' && this.clock.now() - updated < belief)
  }

  /** Once at a time for each capture. */
  private recover(capture: string, paths: CapturePaths): Promise<CaptureInfo> {
    const running = this.recovering.get(capture)
    if (running) return running
    const recovery = (async () => {
      const { info, spec } = await recoverDatabase(paths.database, capture, () => this.clock.now())
      const recovered = { ...info, bytesOnDisk: await bytesOnDisk(paths), notes: noNotes }
      const updated = this.clock.now()
      const manifest: Manifest = { version: 1, info: recovered, spec, owner: thisProcess(), updated }
      // A folder that cannot be written still can be read: the manifest is made again next time.
      await writeManifest(paths.manifest, manifest).catch(() => undefined)
      return recovered
    })().finally(() => this.recovering.delete(capture))
    this.recovering.set(capture, recovery)
    return recovery
  }
}
