import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CaptureFile } from '@main/captures/file/capture-file'
import { rowsAChunk } from '@main/captures/messages'
import { capturePaths, capturesFolder } from '@main/captures/paths'
import { channelsOf, query, recordOptions, temporaryFolder } from './temporary-store'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

describe('a capture of hundreds of channels', () => {
  // With a memory limit that did not grow with the channels, the commits failed after some 4,000 rows.
  test.each([300, 1024])('%i channels are written over several checkpoints', async width => {
    const capture = 'wide'
    const paths = capturePaths(capturesFolder(folder.path), capture)
    mkdirSync(dirname(paths.database), { recursive: true })
    const file = await CaptureFile.open(paths.database, capture, recordOptions)
    await file.setChannels(channelsOf(Array.from({ length: width }, (_, index) => `c${index}`)))
    const chunks = 6
    for (let chunk = 0; chunk < chunks; chunk++) {
      const columns = Float64Array.from({ length: (width + 1) * rowsAChunk }, (_, index) => index * 0.1 + chunk)
      await file.append({ kind: 'rows', recorder: 1, first: chunk * rowsAChunk, count: rowsAChunk, columns })
      await file.commit()
    }
    await file.close()
    const [[rows, last]] = await query(folder.path, capture, `SELECT count(*), max(c${width - 1}) FROM samples`)
    expect(Number(rows)).toBe(chunks * rowsAChunk)
    expect(last).toBe(((width + 1) * rowsAChunk - 1) * 0.1 + chunks - 1)
  })
})
