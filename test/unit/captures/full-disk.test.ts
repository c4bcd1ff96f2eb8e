import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '@shared/base/clock'
import type { Recorder } from '@main/captures/store'
import { until } from '../../support/until'
import { batchOf, channelsOf, chunkOf, openStore, query, recordOptions } from './temporary-store'

const mebibyte = 1024 ** 2
const size = 120
let folder = ''
const clock: typeof systemClock = {
  now: systemClock.now,
  // Looks at the disk often: it is filled within seconds.
  sleep: (time, signal) => systemClock.sleep(Math.min(50, time), signal)
}
const free = async (): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** A disk of its own, where one can be made: in memory, as root. */
function mount(): boolean {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-small-disk-'))
  const made = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', folder]).status === 0
  if (!made) rmSync(folder, { recursive: true })
  return made
}
const canMount = process.platform === 'linux' && mount()
if (!canMount) console.log('A full disk is not tried out: no small disk can be made here (that takes root).')

const channels = channelsOf(['a', 'b', 'c', 'd'])

/** A stream that is recorded; every step are 1,000 rows, that nothing can compress, and 64 KB of bytes. */
function stream(recorder: Recorder): { step(): void; readonly received: number; readonly decoded: number } {
  let [received, decoded] = [0, 0]
  recorder.attach({
    accounts: () => ({ received, decoded, rejected: 0, rejectedByReason: {} }),
    conditions: () => ({ format: 'auto', byteTime: 0, settings: {}, derived: [], triggers: [] })
  })
  return {
    get received() {
      return received
    },
    get decoded() {
      return decoded
    },
    step() {
      const bytes = randomBytes(32_000).toString('hex')
      recorder.accept(chunkOf([{ text: bytes, time: systemClock.now() }]))
      received += bytes.length
      const rows = Array.from({ length: 1000 }, (_, row) => [decoded + row, ...channels.map(() => Math.random())])
      recorder.accept(batchOf(channels, decoded, rows))
      decoded += 1000
    }
  }
}

describe.runIf(canMount)('a disk that gets full', () => {
  beforeAll(() => expect(folder).not.toBe(''))
  afterAll(() => {
    spawnSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })

  test('costs samples, then bytes, is said, and leaves a capture whose sums agree', async () => {
    const data = join(folder, 'one')
    // A checkpoint takes up to 20 MB at once.
    const diskLimits = { warning: 100 * mebibyte, samples: 80 * mebibyte, everything: 50 * mebibyte }
    const store = await openStore(data, { diskLimits, clock })
    const recorder = store.record(recordOptions)
    const sent = stream(recorder)
    const seen = { warned: false, samplesFirst: false }
    await until('nothing is recorded any more', () => {
      const { problem, accounts } = recorder.status()
      // No faster than the disk: one that fills by many megabytes between two looks goes past a limit unseen.
      if ((accounts?.bytesWaiting ?? 0) < mebibyte) for (let step = 0; step < 4; step++) sent.step()
      seen.warned ||= /below 84 MB samples are no longer recorded/.test(problem?.message ?? '')
      seen.samplesFirst ||=
        accounts !== null && accounts !== undefined && accounts.rowsLost > 0 && accounts.bytesLost === 0
      return /nothing is recorded now/.test(problem?.message ?? '') && (accounts?.bytesLost ?? 0) > 0
    })
    expect(seen).toEqual({ warned: true, samplesFirst: true })
    await recorder.close()
    const accounts = recorder.status().accounts!
    expect(accounts).toMatchObject({ received: sent.received, decoded: sent.decoded, agree: true })
    expect(accounts).toMatchObject({ bytesWaiting: 0, rowsWaiting: 0 })
    const [info] = await store.list()
    expect(info).toMatchObject({ status: 'complete', bytes: accounts.bytesOnDisk, samples: accounts.rowsOnDisk })
    expect(info.bytes).toBe(sent.received - accounts.bytesLost)
    expect(info.samples).toBe(sent.decoded - accounts.rowsLost)
    await store.remove(recorder.capture)
    await store.close()
  })

  test('that is full at once costs nothing as long as there is memory, once there is room again', async () => {
    const data = join(folder, 'two')
    const diskLimits = { warning: 0, samples: 0, everything: 0 }
    const store = await openStore(data, { diskLimits, clock })
    const recorder = store.record(recordOptions)
    const sent = stream(recorder)
    sent.step()
    await store.reader.flush(recorder.capture)
    const ballast = join(folder, 'ballast')
    writeFileSync(ballast, Buffer.alloc((await free()) - mebibyte / 2))
    await until('it is said that nothing can be written', () => {
      if (sent.received < 8 * mebibyte) sent.step()
      return recorder.status().problem?.code === 'storage'
    })
    rmSync(ballast)
    await until('all is well', () => recorder.status().problem === null)
    await recorder.close()
    const rows = await query(data, recorder.capture, 'SELECT count(*), count(DISTINCT sample) FROM samples')
    expect(rows).toEqual([[BigInt(sent.decoded), BigInt(sent.decoded)]])
    expect(await query(data, recorder.capture, 'SELECT sum(length)::DOUBLE FROM raw')).toEqual([[sent.received]])
    expect(recorder.status().accounts).toMatchObject({ bytesLost: 0, rowsLost: 0, agree: true })
    await store.close()
  })
})
