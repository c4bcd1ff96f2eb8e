import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from '@main/captures/folder-lock'
import { manualClock, type ManualClock } from '@shared/base/manual-clock'
import { until } from '../../support/until'

let folder: string
let path: string
let clock: ManualClock
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-lock-'))
  path = join(folder, 'engine.lock')
  clock = manualClock(Date.now())
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Lets time pass until the promise settles, whichever way. */
async function settledSoon<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  let result: PromiseSettledResult<T> | undefined
  void Promise.allSettled([promise]).then(([settled]) => (result = settled))
  await until('the lock is decided', async () => {
    await clock.advance(100)
    return result !== undefined
  })
  return result!
}

describe('the lock of a data folder', () => {
  it('is refused while its owner lives, in a message that names it and says what to do', async () => {
    const lock = await lockFolder(folder, clock)
    const second = await settledSoon(lockFolder(folder, clock))
    expect(second).toMatchObject({
      status: 'rejected',
      reason: {
        code: 'busy',
        message: `the data folder ${folder} is used by another Signalbox (process ${process.pid})`,
        remedy: 'Use that one, stop it, or choose another folder with --data DIR.'
      }
    })
    await lock.release()
  })

  it('is given to the next one as soon as it is released', async () => {
    const first = await lockFolder(folder, clock)
    const waiting = settledSoon(lockFolder(folder, clock))
    await first.release()
    const second = await waiting
    expect(second.status).toBe('fulfilled')
    if (second.status === 'fulfilled') await second.value.release()
    expect(existsSync(path)).toBe(false)
  })

  it.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, started: 'boot/1' })],
    ['an earlier process with the same number', JSON.stringify({ pid: process.pid, started: 'another boot/1' })]
  ])('is taken over from %s at once', async (_who, text) => {
    writeFileSync(path, text)
    const lock = await lockFolder(folder, clock)
    await lock.release()
  })

  it('is believed while it is fresh, and no longer, where it does not say who holds it', async () => {
    writeFileSync(path, '')
    expect(await settledSoon(lockFolder(folder, clock))).toMatchObject({ reason: { code: 'busy' } })
    const old = clock.now() / 1000 - 60
    utimesSync(path, old, old)
    const lock = await lockFolder(folder, clock)
    await lock.release()
  })

  it('is taken by exactly one of many that find a stale one', async () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, started: 'another boot/1' }))
    const results = await settledSoon(Promise.allSettled(Array.from({ length: 5 }, () => lockFolder(folder, clock))))
    const all = results.status === 'fulfilled' ? results.value : []
    const winners = all.filter(result => result.status === 'fulfilled')
    expect(all.length).toBe(5)
    expect(winners.length).toBe(1)
    await winners[0]?.value.release()
  })

  it('leaves alone what another process has put in its place', async () => {
    const lock = await lockFolder(folder, clock)
    writeFileSync(path, 'somebody else')
    await lock.release()
    expect(existsSync(path)).toBe(true)
  })
})
