import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Clock } from '@shared/base/clock'
import { systemClock } from '@shared/base/clock'
import { CaptureFile } from '@main/captures/file/capture-file'
import { rowsAChunk, type FromThread, type RecorderMessage } from '@main/captures/messages'
import { capturePaths, capturesFolder } from '@main/captures/paths'
import { CaptureWriter } from '@main/captures/thread/capture-writer'
import { query, recordOptions, temporaryFolder } from './temporary-store'

const capture = 'a-capture'
// Waits for a retry end at once: what is tested is what is written, not when.
const clock: Clock = { now: systemClock.now, sleep: () => new Promise(resolve => setImmediate(resolve)) }
let folder: ReturnType<typeof temporaryFolder>
let paths: ReturnType<typeof capturePaths>
let sent: FromThread[]
beforeEach(() => {
  folder = temporaryFolder()
  paths = capturePaths(capturesFolder(folder.path), capture)
  mkdirSync(dirname(paths.database), { recursive: true })
  sent = []
})
afterEach(() => folder.remove())

function writer(open: () => Promise<CaptureFile>): CaptureWriter {
  return new CaptureWriter({
    recorder: 1,
    capture,
    paths,
    record: recordOptions,
    clock,
    open,
    send: message => sent.push(message)
  })
}

const openFile = (): Promise<CaptureFile> => CaptureFile.open(paths.database, capture, recordOptions)

function rows(first: number): RecorderMessage {
  const columns = new Float64Array(2 * rowsAChunk).fill(first)
  return { kind: 'rows', recorder: 1, first, count: 10, columns }
}

function raw(start: number): RecorderMessage {
  const reads = Float64Array.of(start + 5, 1, 1)
  return { kind: 'raw', recorder: 1, start, length: 5, bytes: new Uint8Array(8).fill(start), readCount: 1, reads }
}

const channels: RecorderMessage = { kind: 'channels', recorder: 1, channels: [{ index: 0, name: 'a', unit: '' }] }
const mark = (time: number): RecorderMessage => ({ kind: 'mark', recorder: 1, time: recordOptions.start + time })
const finish: RecorderMessage = { kind: 'finish', recorder: 1, time: recordOptions.start + 9 }

async function contents(): Promise<unknown> {
  return (
    await query(
      folder.path,
      capture,
      'SELECT (SELECT count(*) FROM samples), (SELECT count(DISTINCT sample) FROM samples), (SELECT sum(length) FROM raw), (SELECT count(*) FROM reads)'
    )
  )[0]
}

describe('writing a capture when the disk makes trouble', () => {
  test.each([1, 2, 3, 4])(
    'a commit that fails (number %i) is made again: nothing is lost, nothing twice',
    async failing => {
      let commits = 0
      const subject = writer(async () => {
        const file = await openFile()
        const commit = file.commit.bind(file)
        file.commit = async () => {
          if (++commits === failing) throw new Error('IO Error: no space left on device')
          await commit()
        }
        return file
      })
      for (const message of [channels, rows(0), raw(0), mark(1), rows(10), raw(5), mark(2), rows(20), finish])
        subject.accept(message)
      await subject.done
      expect(await contents()).toEqual([30n, 30n, 10n, 2n])
      const problems = sent.flatMap(message =>
        message.kind === 'committed' && message.problem ? [message.problem] : []
      )
      expect(problems).toMatchObject([{ code: 'storage', remedy: expect.stringContaining('Free some space') }])
      expect(sent.at(-1)).toMatchObject({ kind: 'finished', problem: null })
    }
  )

  test('a commit that fails after it has reached the disk is not written twice', async () => {
    let commits = 0
    const subject = writer(async () => {
      const file = await openFile()
      const commit = file.commit.bind(file)
      file.commit = async () => {
        await commit()
        if (++commits === 3) throw new Error('IO Error: fsync failed')
      }
      return file
    })
    for (const message of [channels, rows(0), raw(0), mark(1), rows(10), raw(5), finish]) subject.accept(message)
    await subject.done
    expect(await contents()).toEqual([20n, 20n, 10n, 2n])
  })

  test('every buffer comes back, once, and only after its commit', async () => {
    const subject = writer(openFile)
    const messages = [channels, rows(0), raw(0), mark(1), rows(10), finish]
    for (const message of messages) subject.accept(message)
    await subject.done
    const returned = sent.flatMap(message => (message.kind === 'committed' ? message.buffers : []))
    expect(returned.length).toBe(4)
    expect(new Set(returned).size).toBe(4)
    const safe = sent.flatMap(message => (message.kind === 'committed' ? [message.safeUntil] : []))
    expect(safe).toEqual([...safe].sort((a, b) => a - b))
    expect(safe.at(-1)).toBe(recordOptions.start + 9)
  })

  test('a folder that comes back is written to with everything that waited', async () => {
    rmSync(dirname(paths.database), { recursive: true })
    writeFileSync(dirname(paths.database), 'a file in the way')
    let tries = 0
    const subject = writer(() => {
      if (++tries === 4) {
        rmSync(dirname(paths.database))
        mkdirSync(dirname(paths.database))
      }
      return openFile()
    })
    for (const message of [channels, rows(0), mark(1)]) subject.accept(message)
    await subject.settled()
    expect(sent[0]).toMatchObject({ kind: 'committed', problem: { code: 'storage' } })
    subject.accept(finish)
    await subject.done
    expect(await contents()).toEqual([10n, 10n, null, 0n])
  })

  test('a capture that cannot be completed is given up with the reason', async () => {
    const subject = writer(() => Promise.reject(new Error('EACCES: permission denied')))
    for (const message of [channels, rows(0), finish]) subject.accept(message)
    await subject.done
    expect(sent.at(-1)).toMatchObject({
      kind: 'finished',
      problem: { code: 'storage', message: expect.stringContaining('permission denied') }
    })
  })
})
