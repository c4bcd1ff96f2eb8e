import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { systemClock } from '@shared/base/clock'
import { watchDisk } from '@main/captures/recording/disk-space'
import { until } from '../../support/until'
import { batchOf, channelsOf, chunkOf, openStore, query, recordOptions, temporaryFolder } from './temporary-store'

const limits = { warning: 1000, samples: 500, everything: 100 }

describe('a disk that fills', () => {
  test('is said early, costs samples first and raw bytes last, and is given some room before they begin again', () => {
    const disk = watchDisk(limits, '/data')
    const keeping = (free: number): string => disk.send(free).keeping
    expect(disk.send(2000)).toEqual({ keeping: 'everything', problem: null })
    expect(disk.send(999)).toMatchObject({ keeping: 'everything', problem: { code: 'storage' } })
    expect([499, 600, 626].map(keeping)).toEqual(['raw', 'raw', 'everything'])
    expect([99, 110, 126, 600, 700].map(keeping)).toEqual(['nothing', 'nothing', 'raw', 'raw', 'everything'])
    expect([50, 5000, 50, 400].map(keeping)).toEqual(['nothing', 'everything', 'nothing', 'raw'])
  })

  test('never keeps samples where it does not keep raw bytes, whatever is left', () => {
    const disk = watchDisk(limits, '/data')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1500 })), all => {
        for (const free of all) {
          const { keeping, problem } = disk.send(free)
          if (free < limits.everything) expect(keeping).toBe('nothing')
          if (free < limits.samples) expect(keeping).not.toBe('everything')
          if (free >= limits.samples * 1.25) expect(keeping).toBe('everything')
          expect(problem === null).toBe(keeping === 'everything' && free >= limits.warning)
        }
      })
    )
  })

  test('leaves a capture that says what it lacks, with sums that agree', async () => {
    const folder = temporaryFolder()
    let free = 1e6
    const store = await openStore(folder.path, {
      diskLimits: limits,
      freeSpace: async () => free,
      clock: { ...systemClock, sleep: (time, signal) => systemClock.sleep(Math.min(20, time), signal) }
    })
    const recorder = store.record(recordOptions)
    let [received, decoded] = [0, 0]
    recorder.attach({
      accounts: () => ({ received, decoded, rejected: 0, rejectedByReason: {} }),
      conditions: () => ({ format: 'auto', byteTime: 0, settings: {}, derived: [], triggers: [] })
    })
    const step = (): void => {
      recorder.accept(chunkOf([{ text: '12345\n', time: 1 }]))
      received += 6
      recorder.accept(batchOf(channelsOf(['a']), decoded, [[decoded, 1]]))
      decoded++
    }
    const saying = (word: RegExp) => (): boolean => word.test(recorder.status().problem?.message ?? '')
    step()
    free = 300
    await until('samples are left out', saying(/samples are not recorded/))
    step()
    free = 10
    await until('everything is', saying(/nothing is recorded/))
    step()
    free = 1e6
    await until('all is kept again', () => !saying(/left on the disk/)())
    step()
    await recorder.close()
    expect(recorder.status().accounts).toMatchObject({
      received: 24,
      bytesOnDisk: 18,
      bytesLost: 6,
      decoded: 4,
      rowsOnDisk: 2,
      rowsLost: 2,
      bytesWaiting: 0,
      rowsWaiting: 0,
      agree: true
    })
    await store.close()
    expect(await query(folder.path, recorder.capture, 'SELECT sample FROM samples')).toEqual([[0n], [3n]])
    expect(await query(folder.path, recorder.capture, 'SELECT min(start), sum(length) FROM raw')).toEqual([[0n, 18n]])
    const lost = await query(folder.path, recorder.capture, "SELECT data FROM events WHERE kind = 'dropped' ORDER BY 1")
    const counts = new Map<string, number>()
    for (const [data] of lost) {
      const { what, count } = JSON.parse(String(data)) as { what: string; count: number }
      counts.set(what, (counts.get(what) ?? 0) + count)
    }
    expect(Object.fromEntries(counts)).toEqual({ samples: 2, 'raw bytes': 6 })
    folder.remove()
  })
})
