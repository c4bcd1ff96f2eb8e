import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { watchPath } from '@main/devices/serial/path-watch'
import { manualClock, type ManualClock } from '@shared/base/manual-clock'
import { until } from '../../../support/until'

let folder: string
let path: string
let clock: ManualClock
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-watch-'))
  path = join(folder, 'port')
  clock = manualClock()
  await writeFile(path, '')
})
afterEach(() => rm(folder, { recursive: true }))

/** Lets the next look happen. */
async function look(): Promise<void> {
  await until('it waits for the next look', () => clock.sleeping === 1)
  await clock.advance(1000)
}

test('a file that vanishes is told, once', async () => {
  let gone = 0
  const watch = watchPath(path, () => gone++, clock, new AbortController().signal)
  await look()
  await look()
  expect(gone).toBe(0)
  await rm(path)
  await look()
  await watch
  expect(gone).toBe(1)
})

test('another file in its place is told too', async () => {
  let gone = 0
  const watch = watchPath(path, () => gone++, clock, new AbortController().signal)
  await look()
  await writeFile(join(folder, 'other'), '')
  await rename(join(folder, 'other'), path)
  await look()
  await watch
  expect(gone).toBe(1)
})

test('the signal ends it, and what is no file is not watched', async () => {
  const ending = new AbortController()
  const told = (): never => {
    throw new Error('nothing is gone')
  }
  const watch = watchPath(path, told, clock, ending.signal)
  await look()
  ending.abort()
  await watch
  await watchPath(join(folder, 'COM3'), told, clock, new AbortController().signal)
})
