import { copyFile, truncate } from 'node:fs/promises'
import { asSignalboxError } from '@shared/base/errors'
import type { StreamEvent } from '@shared/model/event'
import { type Database, openDatabase } from './database'

/** Each try cuts the log where DuckDB says that it is broken; a log has one such place, unless cutting shows another. */
const mostCuts = 3

const brokenAt = /Corrupt WAL file: entry at byte position (\d+)/

/**
 * Opens a capture whose writer is gone. A log that is damaged, as by a power cut, is read up to the damage; the whole of it
 * is kept beside as `.wal.damaged`, and what was done is answered as an event for the capture's own journal.
 * @throws what `openDatabase` throws.
 */
export async function openSalvaged(
  path: string,
  now: () => number
): Promise<{ readonly database: Database; readonly salvaged: StreamEvent | null }> {
  let salvaged: StreamEvent | null = null
  for (let cuts = 0; ; cuts++) {
    try {
      return { database: await openDatabase(path, { readOnly: false }), salvaged }
    } catch (error) {
      const { code, message } = asSignalboxError(error)
      const place = Number(brokenAt.exec(message)?.[1] ?? NaN)
      if (code !== 'storage' || Number.isNaN(place) || cuts === mostCuts) throw error
      const log = `${path}.wal`
      if (!salvaged) await copyFile(log, `${log}.damaged`)
      await truncate(log, place)
      salvaged = {
        kind: 'fault',
        time: now(),
        place: 'captures',
        code: 'storage',
        message: `the end of the recording was damaged on the disk: what came after byte ${place} of its log is not in it`,
        remedy: `The damaged log is kept as ${log.split(/[\\/]/).pop()}.damaged.`
      }
    }
  }
}
