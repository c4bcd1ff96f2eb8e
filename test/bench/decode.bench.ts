import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { systemClock } from '@shared/base/clock'
import { defaultChannelSettings } from '@shared/model/settings'
import { openCaptureStore } from '@main/captures'
import { decodeAgain } from '@main/captures/decode/decode-again'
import { capturesFolder } from '@main/captures/paths'
import { processFile } from '@main/host/cli/process'
import type { ProcessOptions } from '@main/host/cli/process-options'
import type { Conditions } from '@main/pipeline/processor'
import { report } from './report'
import { sineRows } from './sine-rows'

/*
 * Decoding a capture again, from its raw bytes on disk to a new capture, against the same pipeline over the same bytes as a
 * file with its rows thrown away (`processFile`): what reading the capture and writing another one cost on top. Taking
 * turns in one process, the best of each. Verifying, with and without decoding, is printed beside it.
 */
const rounds = 3
const megabytes = 48
const channels = 4
const signal = new AbortController().signal
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
  const best = { file: Infinity, again: Infinity }
  let samples = 0
  for (let round = 0; round < rounds; round++) {
    const hooks = { clock: systemClock, signal, onProgress: progress }
    best.file = Math.min(best.file, await seconds(async () => (samples = (await processFile(options, hooks)).samples)))
    const decode = async (): Promise<void> => {
      const where = { folder: capturesFolder(folder), capture, clock: systemClock, signal, progress }
      const made = await decodeAgain({ ...where, recipe: {} })
      if (made.samples !== samples) throw new Error(`${made.samples} samples instead of ${samples}`)
    }
    best.again = Math.min(best.again, await seconds(decode))
  }
  const speed = (time: number): string => `${(text.length / 1e6 / time).toFixed(0)} MB/s`
  console.log(`  process ${speed(best.file)}, decoded again into a capture ${speed(best.again)}`)
  report(`decoding a capture again / process of the same bytes, ${channels} channels`, best.again / best.file, {
    atMost: 2.5
  })
} finally {
  rmSync(folder, { recursive: true, force: true })
}
