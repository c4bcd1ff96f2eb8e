import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { systemClock } from '@shared/base/clock'
import { defaultChannelSettings } from '@shared/model/settings'
import { openCaptureStore } from '@main/captures'
import { decodeAgain } from '@main/captures/decode/decode-again'
import { appendRows } from '@main/captures/file/append-rows'
import { openDatabase } from '@main/captures/file/database'
import { rowsAChunk } from '@main/captures/messages'
import { capturesFolder } from '@main/captures/paths'
import { processFile } from '@main/host/cli/process'
import type { ProcessOptions } from '@main/host/cli/process-options'
import type { Conditions } from '@main/pipeline/processor'
import { report } from './report'
import { sineRows } from './sine-rows'

/*
 * Decoding a capture again, from its raw bytes on disk to a new capture, against what it cannot do without: the pipeline
 * over the same bytes as a file with its rows thrown away (`processFile`), and bare bulk appends of as many rows to a
 * database. Taking turns, the best of each. One thread decodes while another writes, so that on two idle cores it is less than their sum.
 */
const rounds = 3
const megabytes = 96
const channels = 4
const signal = new AbortController().signal
const writer = pathToFileURL(resolve('out/main/maker.js'))
const progress = (): void => undefined
const settings = { '*': defaultChannelSettings }
const conditions: Conditions = { format: 'separated', byteTime: 0, settings, derived: [], triggers: [] }

const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'))
const text = Buffer.concat(Array<Buffer>(megabytes / 8).fill(sineRows(channels, 8e6)))

/** A capture with the bytes as a device would have sent them, sixteen KiB a chunk. */
async function recorded(): Promise<string> {
  const worker = pathToFileURL(resolve('out/main/recorder.js'))
  const store = await openCaptureStore({ folder, worker, clock: systemClock })
  const device = { kind: 'simulator', profile: 'sine', seed: 1, format: 'csv' } as const
  const recorder = store.record({ device, address: 'sim:sine', label: 'Sines', start: 1e12, conditions })
  for (let from = 0; from < text.length; from += 16_384) {
    const bytes = text.subarray(from, from + 16_384)
    recorder.accept({ kind: 'chunk', bytes, ends: [bytes.length], times: [1e12 + from / 100] })
    while (recorder.queue.fill > recorder.queue.capacity * 0.5) await systemClock.sleep(2)
  }
  await recorder.close()
  if (recorder.queue.dropped > 0) throw new Error(`${recorder.queue.dropped} were dropped`)
  await store.close()
  return recorder.capture
}

/** Appends `rows` rows of these channels to a table of their own, with a commit every 16 MB. */
async function bareAppends(rows: number): Promise<void> {
  const path = join(folder, 'bare.duckdb')
  const { connection, close } = await openDatabase(path, { readOnly: false })
  const names = Array.from({ length: channels }, (_, channel) => `c${channel} DOUBLE`)
  await connection.run(`CREATE TABLE samples (sample BIGINT, time DOUBLE, ${names.join(', ')})`)
  const appender = await connection.createAppender('samples')
  const append = appendRows(appender, channels)
  const columns = Float64Array.from(
    { length: (channels + 1) * rowsAChunk },
    (_, at) => Math.round(1e5 * Math.sin(at)) / 1e3
  )
  await connection.run('BEGIN')
  for (let first = 0; first < rows; first += rowsAChunk) {
    append.send({ kind: 'rows', recorder: 0, first, count: Math.min(rowsAChunk, rows - first), columns })
    if ((first / rowsAChunk) % 200 !== 199) continue
    appender.flushSync()
    await connection.run('COMMIT')
    await connection.run('BEGIN')
  }
  appender.closeSync()
  await connection.run('COMMIT')
  await connection.run('CHECKPOINT capture')
  close()
  rmSync(path)
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return (performance.now() - started) / 1000
}

try {
  const input = join(folder, 'bytes.csv')
  writeFileSync(input, text)
  const capture = await recorded()
  const time = { kind: 'rate', hertz: 1000 } as const
  const options: ProcessOptions = { input, format: 'separated', time, settings, derived: [], out: null, json: false }
  const best = { file: Infinity, bare: Infinity, again: Infinity }
  let samples = 0
  for (let round = 0; round < rounds; round++) {
    const hooks = { clock: systemClock, signal, onProgress: progress }
    best.file = Math.min(best.file, await seconds(async () => (samples = (await processFile(options, hooks)).samples)))
    best.bare = Math.min(best.bare, await seconds(() => bareAppends(samples)))
    const decode = async (): Promise<void> => {
      const where = { folder: capturesFolder(folder), capture, clock: systemClock, signal, progress, writer }
      const made = await decodeAgain({ ...where, recipe: {} })
      if (made.samples !== samples) throw new Error(`${made.samples} samples instead of ${samples}`)
    }
    best.again = Math.min(best.again, await seconds(decode))
  }
  const speed = (time: number): string => `${(text.length / 1e6 / time).toFixed(0)} MB/s`
  console.log(
    `  process ${speed(best.file)}, bare appends ${speed(best.bare)}, decoded again ${speed(best.again)} of raw bytes`
  )
  report(
    `decoding a capture again / process and bare appends, ${channels} channels`,
    best.again / (best.file + best.bare),
    {
      atMost: 1.5
    }
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
