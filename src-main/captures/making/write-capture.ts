import { throwIfCancelled } from '@shared/base/abort'
import { isCancelled } from '@shared/base/errors'
import { CaptureFile } from '../file/capture-file'
import { storageError } from '../problems'
import type { RecordOptions } from '../store'
import type { CapturePart } from './capture-parts'

/** The file that is written, of a capture that is not listed yet. */
export interface CaptureTarget {
  readonly path: string
  readonly id: string
  readonly record: RecordOptions
}

/** Bytes of rows in one transaction. */
const commitBytes = 16 * 1024 * 1024

/**
 * Writes parts to a new file and closes it; a part is done with when the next is pulled. Blocks its thread.
 * @throws SignalboxError `storage`, `cancelled`, and whatever the parts throw; the file is then released as it is.
 */
export async function writeCapture(
  { path, id, record }: CaptureTarget,
  parts: AsyncIterable<CapturePart>,
  signal: AbortSignal
): Promise<void> {
  const file = await CaptureFile.open(path, id, record)
  try {
    let uncommitted = 0
    for await (const part of parts) {
      throwIfCancelled(signal)
      if (part.kind === 'channels') await file.setChannels(part.channels)
      else if (part.kind === 'events') await file.appendEvents(part.events)
      else {
        await file.append({ ...part, recorder: 0 })
        uncommitted += part.columns.byteLength
      }
      if (uncommitted < commitBytes) continue
      await file.commit()
      uncommitted = 0
    }
    await file.close()
  } catch (error) {
    file.abandon()
    throw isCancelled(error) ? error : storageError('the capture cannot be made', error)
  }
}
