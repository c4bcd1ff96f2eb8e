import { rename, rm } from 'node:fs/promises'
import { throwIfCancelled } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'
import type { Batch } from '@shared/model/batch'
import type { CaptureInfo } from '@shared/model/capture'
import { noNotes } from '@shared/model/capture-notes'
import type { StreamEvent } from '@shared/model/event'
import { CaptureFile } from '../file/capture-file'
import { recoverDatabase } from '../file/inspect'
import { captureId } from '../identity'
import { writeManifest } from '../manifest'
import type { RowsMessage } from '../messages'
import { thisProcess } from '../owner'
import { bytesOnDisk, capturePaths } from '../paths'
import { storageError } from '../problems'
import { BufferPool } from '../recording/buffer-pool'
import { packRows } from '../recording/pack-rows'
import type { RecordOptions } from '../store'
import { unfinishedPath } from './unfinished'

export interface MakeOptions {
  /** Where the captures lie. */
  readonly folder: string
  readonly record: RecordOptions
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Bytes of rows in one transaction. */
const commitBytes = 16 * 1024 * 1024

/**
 * Writes batches (their values only) and events to a capture that is listed once it is whole; constant memory, and what
 * gives the items is held up while the disk writes. Rows must be numbered from 0 and in order of time. Meant for a thread
 * or process of its own: appending blocks it.
 * @throws SignalboxError `storage`, `cancelled`, and whatever the items throw; nothing is left behind then.
 */
export async function makeCapture(
  { folder, record, clock, signal }: MakeOptions,
  items: AsyncIterable<Batch | StreamEvent>
): Promise<CaptureInfo> {
  const id = captureId(record.start, record.address)
  const path = unfinishedPath(folder, id)
  let file: CaptureFile | undefined
  try {
    file = await CaptureFile.open(path, id, record)
    await writeItems(file, items, signal)
    const written = file
    file = undefined
    await written.close()
    throwIfCancelled(signal)
    return await list(path, { folder, record, clock }, id)
  } catch (error) {
    file?.abandon()
    for (const suffix of ['', '.wal', '.tmp']) await rm(path + suffix, { force: true, recursive: true })
    throw isCancelled(error) ? error : storageError('the capture cannot be made', error)
  }
}

async function writeItems(
  file: CaptureFile,
  items: AsyncIterable<Batch | StreamEvent>,
  signal: AbortSignal
): Promise<void> {
  // A batch is in memory already: its copy is bounded by it.
  const pool = new BufferPool(Infinity)
  const full: Omit<RowsMessage, 'kind' | 'recorder'>[] = []
  const rows = packRows(pool, chunk => void full.push(chunk))
  let channels: Batch['channels'] = []
  let uncommitted = 0

  async function drain(): Promise<void> {
    for (const chunk of full.splice(0)) {
      await file.append({ kind: 'rows', recorder: 0, ...chunk })
      uncommitted += chunk.columns.byteLength
      pool.release(chunk.columns.buffer)
    }
    if (uncommitted < commitBytes) return
    await file.commit()
    uncommitted = 0
  }

  try {
    for await (const item of items) {
      throwIfCancelled(signal)
      if (item.kind !== 'batch') {
        await file.appendEvents([item])
        continue
      }
      if (item.channels !== channels) {
        rows.send('flush')
        await drain()
        channels = item.channels
        await file.setChannels(channels)
      }
      rows.send(item)
      await drain()
    }
    rows.send('flush')
    await drain()
  } finally {
    rows.stop()
  }
}

/** Puts the finished file among the captures. */
async function list(
  path: string,
  { folder, record, clock }: Omit<MakeOptions, 'signal'>,
  id: string
): Promise<CaptureInfo> {
  const { info } = await recoverDatabase(path, id, () => clock.now())
  const paths = capturePaths(folder, id)
  const owner = thisProcess()
  await rename(path, paths.database)
  const whole: CaptureInfo = { ...info, status: 'complete', bytesOnDisk: await bytesOnDisk(paths), notes: noNotes }
  await writeManifest(paths.manifest, { version: 1, info: whole, spec: record.device, owner, updated: clock.now() })
  return whole
}
