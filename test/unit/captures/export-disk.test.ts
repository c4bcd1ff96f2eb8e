import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FolderCaptureStore } from '@main/captures'
import { exportFormats } from '@shared/model/capture'
import { batchOf, channelsOf, exported, openStore, recordOptions, temporaryFolder } from './temporary-store'

const folder = temporaryFolder()
const small = temporaryFolder()
const isMounted = mounted(small.path)
let store: FolderCaptureStore
let capture = ''

/** A disk of 1 MB; only root can have one. */
function mounted(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

beforeAll(async () => {
  store = await openStore(folder.path)
  const recorder = store.record(recordOptions)
  const channels = channelsOf(['a', 'b', 'c', 'd'])
  const rows = (first: number): number[][] =>
    Array.from({ length: 2048 }, (_, at) => {
      const row = first + at
      return [row, Math.sin(row), Math.cos(row), row / 3, row / 7]
    })
  for (let turn = 0; turn < 100; turn++) recorder.accept(batchOf(channels, turn * 2048, rows(turn * 2048)))
  await recorder.close()
  ;({ capture } = recorder)
})
afterAll(async () => {
  await store.close()
  if (isMounted) execFileSync('umount', [small.path])
  folder.remove()
  small.remove()
})

describe('the disk of an export', () => {
  // Without the right to mount, there is no disk that is small enough.
  test.skipIf(!isMounted).each(exportFormats)('too small for %s is told before anything is written', async format => {
    await expect(exported(store, { capture, format }, `${small.path}/out.${format}`)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(/needs about [\d.]+ MB, but only [\d.]+ (kB|MB) are free/),
      remedy: expect.stringContaining('Free some space')
    })
    expect(readdirSync(small.path)).toEqual([])
  })

  test.each(['arrow', 'mcap', 'wav', 'duckdb', 'csv'] as const)(
    'has nothing left on it of a cancelled %s',
    async format => {
      const place = temporaryFolder()
      const controller = new AbortController()
      const request = { capture, format, analysis: format !== 'wav' }
      const run = store.export(request, `${place.path}/out.${format}`, controller.signal)
      expect((await run.next()).done).toBe(false)
      controller.abort()
      const rest = async (): Promise<void> => {
        while (!(await run.next()).done);
      }
      await expect(rest()).rejects.toMatchObject({ code: 'cancelled' })
      expect(readdirSync(place.path)).toEqual([])
      place.remove()
    }
  )
})
