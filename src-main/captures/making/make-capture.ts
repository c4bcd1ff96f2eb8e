import { rename, rm } from 'node:fs/promises'
import { throwIfCancelled } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'
import type { Batch } from '@shared/model/batch'
import type { CaptureInfo } from '@shared/model/capture'
import { noNotes } from '@shared/model/capture-notes'
import type { StreamEvent } from '@shared/model/event'
import { recoverDatabase } from '../file/inspect'
import { captureId } from '../identity'
import { writeManifest } from '../manifest'
import { thisProcess } from '../owner'
import { bytesOnDisk, capturePaths } from '../paths'
import { storageError } from '../problems'
import { BufferPool } from '../recording/buffer-pool'
import type { RecordOptions } from '../store'
import { captureParts, givenBack } from './capture-parts'
import { unfinishedPath } from './unfinished'
import { type CaptureTarget, writeCapture } from './write-capture'
import { writeOnThread } from './write-on-thread'

export interface MakeOptions {
  /** Where the captures lie. */
  readonly folder: string
  readonly record: RecordOptions
  readonly clock: Clock
  readonly signal: AbortSignal
  /** What runs the thread that writes, see `serveMaker`; without it the file is written here, in turns with the making. */
  readonly writer?: URL
}

/**
 * Writes batches (their values only) and events to a capture that is listed once it is whole; constant memory, and what
 * gives the items is held up while the disk writes. Rows must be numbered from 0 and in order of time. Meant for a thread
 * or process of its own: appending blocks it.
 * @throws SignalboxError `storage`, `cancelled`, and whatever the items throw; nothing is left behind then.
 */
export async function makeCapture(
  { folder, record: wanted, clock, signal, writer }: MakeOptions,
  items: AsyncIterable<Batch | StreamEvent>
): Promise<CaptureInfo> {
  const record = { ...wanted, made: clock.now() }
  const id = captureId(record.start, record.address)
  const path = unfinishedPath(folder, id)
  // A batch is in memory already, and few parts are ahead of the disk: their copies are bounded by that.
  const pool = new BufferPool(Infinity)
  const parts = captureParts(items, pool)
  try {
    if (writer) await writeOnThread(writer, { path, id, record }, parts, pool, signal)
    else await writeCapture({ path, id, record }, givenBack(parts, pool), signal)
    throwIfCancelled(signal)
    return await list({ path, id, record }, folder, clock)
  } catch (error) {
    for (const suffix of ['', '.wal', '.tmp']) await rm(path + suffix, { force: true, recursive: true })
    throw isCancelled(error) ? error : storageError('the capture cannot be made', error)
  }
}

/** Puts the finished file among the captures. */
async function list({ path, id, record }: CaptureTarget, folder: string, clock: Clock): Promise<CaptureInfo> {
  const { info } = await recoverDatabase(path, id, () => clock.now())
  const paths = capturePaths(folder, id)
  const owner = thisProcess()
  await rename(path, paths.database)
  const whole: CaptureInfo = { ...info, status: 'complete', bytesOnDisk: await bytesOnDisk(paths), notes: noNotes }
  await writeManifest(paths.manifest, { version: 1, info: whole, spec: record.device, owner, updated: clock.now() })
  return whole
}
