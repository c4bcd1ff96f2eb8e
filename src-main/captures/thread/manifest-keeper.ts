import type { CaptureInfo } from '@shared/model/capture'
import type { DeviceSpec } from '@shared/model/device'
import type { Problem } from '@shared/model/session'
import { writeManifest } from '../manifest'
import { thisProcess } from '../owner'
import { bytesOnDisk, type CapturePaths } from '../paths'
import { problemOf, storageError } from '../problems'

const interval = 1000

/** Keeps a capture's manifest and its size on disk up to date, about once a second. */
export class ManifestKeeper {
  private writtenAt = -Infinity
  private size = 0
  private trouble: Problem | null = null
  private readonly owner = thisProcess()

  constructor(
    private readonly paths: CapturePaths,
    private readonly spec: DeviceSpec
  ) {}

  /** At the last look. */
  get bytesOnDisk(): number {
    return this.size
  }

  /** Why the manifest could not be written; the data are safe all the same, it is made again from them. */
  get problem(): Problem | null {
    return this.trouble
  }

  /** Looks at the size and writes the manifest if a second has gone by or the capture is no longer being recorded. */
  async update(now: number, makeInfo: () => CaptureInfo): Promise<void> {
    const since = now - this.writtenAt
    if (since >= 0 && since < interval && makeInfo().status === 'recording') return
    this.writtenAt = now
    this.size = await bytesOnDisk(this.paths)
    try {
      const { owner, spec } = this
      await writeManifest(this.paths.manifest, { version: 1, info: makeInfo(), spec, owner, updated: now })
      this.trouble = null
    } catch (error) {
      this.trouble = problemOf(storageError(`${this.paths.manifest} cannot be written`, error))
    }
  }
}
