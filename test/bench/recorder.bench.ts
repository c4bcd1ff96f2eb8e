import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { openCaptureStore } from '@main/captures'
import { appendRows } from '@main/captures/file/append-rows'
import { openDatabase } from '@main/captures/file/database'
import { rowsAChunk } from '@main/captures/messages'
import type { RecordOptions } from '@main/captures/store'
import { systemClock } from '@shared/base/clock'
import type { Batch, Chunk } from '@shared/model/batch'
import { report } from './report'

/*
 * What recording costs. First the time until 16 channels are on disk through the store, against bare appends of the same
 * chunks to the same kind of file on one thread; taking turns, the best of each. Then how late the feeding thread's timers
 * are while it records.
 */
const channelCount = 16
const batches = 400
const rounds = 5
const record: RecordOptions = {
  device: { kind: 'simulator', profile: 'sine', seed: 1, format: 'csv' },
  address: 'sim:sine?seed=1',
  label: 'Bench',
  start: 0
}
const channels = Array.from({ length: channelCount }, (_, index) => ({ index, name: `c${index}`, unit: '' }))
// Hundredths, as sensors send them, so that the file's compression has its usual work.
const columns = Array.from({ length: channelCount }, (_, channel) =>
  Float64Array.from({ length: rowsAChunk }, (_, row) => Math.round(1e4 * Math.sin(row / (channel + 10))) / 100)
)

const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'))
const worker = await recorderThread()
try {
  let bare = Infinity
  let store = Infinity
  for (let round = 0; round < rounds; round++) {
    bare = Math.min(bare, await bareAppends(join(folder, `bare-${round}.duckdb`)))
    store = Math.min(store, await throughTheStore(join(folder, `store-${round}`)))
  }
  const rate = (milliseconds: number): string => ((batches * rowsAChunk) / milliseconds / 1000).toFixed(2)
  console.log(`bare appends ${rate(bare)} million rows/s, through the store ${rate(store)}, ${channelCount} channels`)
  report('recording 16 channels through the store / bare appends', store / bare, { atMost: 1.5 })
  for (const rowsPerSecond of [1_000, 100_000]) {
    const { p99, dropped } = await delayWhileFeeding(join(folder, `delay-${rowsPerSecond}`), rowsPerSecond)
    console.log(`fed ${rowsPerSecond} rows/s, dropped ${dropped}`)
    report(`event-loop delay (ms) of the thread that feeds ${rowsPerSecond} rows/s, p99`, p99, { atMost: 10 })
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function batchAt(first: number, count: number): Batch {
  const time = Float64Array.from({ length: count }, (_, row) => first + row)
  const none: never[] = []
  return {
    kind: 'batch',
    channels,
    first,
    count,
    time,
    value: columns,
    mean: none,
    deviation: none,
    score: none,
    anomaly: none,
    state: none
  }
}

/** The samples' table alone, filled through DuckDB's appender in the fastest way there is. */
async function bareAppends(path: string): Promise<number> {
  const started = performance.now()
  const { connection, close } = await openDatabase(path, { readOnly: false })
  const names = channels.map(({ name }) => `${name} DOUBLE`)
  await connection.run(`CREATE TABLE samples (sample BIGINT, time DOUBLE, ${names.join(', ')})`)
  const appender = await connection.createAppender('samples')
  const rows = appendRows(appender, channelCount)
  const data = new Float64Array((channelCount + 1) * rowsAChunk)
  for (const [index, column] of columns.entries()) data.set(column, (index + 1) * rowsAChunk)
  await connection.run('BEGIN')
  for (let batch = 0; batch < batches; batch++) {
    const first = batch * rowsAChunk
    for (let row = 0; row < rowsAChunk; row++) data[row] = first + row
    rows.send({ kind: 'rows', recorder: 0, first, count: rowsAChunk, columns: data })
    // DuckDB's appender itself writes out every 204,800 rows.
    if (batch % 100 < 99) continue
    appender.flushSync()
    await connection.run('COMMIT')
    await connection.run('BEGIN')
  }
  appender.closeSync()
  await connection.run('COMMIT')
  await connection.run('CHECKPOINT capture')
  close()
  return performance.now() - started
}

async function throughTheStore(path: string): Promise<number> {
  const store = await openCaptureStore({ folder: path, worker, clock: systemClock })
  const started = performance.now()
  const recorder = store.record(record)
  for (let batch = 0; batch < batches; batch++) {
    recorder.accept(batchAt(batch * rowsAChunk, rowsAChunk))
    while (recorder.queue.fill > recorder.queue.capacity * 0.4) await pause(2)
  }
  await recorder.close()
  const elapsed = performance.now() - started
  if (recorder.queue.dropped > 0) throw new Error(`${recorder.queue.dropped} were dropped`)
  await store.close()
  return elapsed
}

async function delayWhileFeeding(path: string, rowsPerSecond: number): Promise<{ p99: number; dropped: number }> {
  const store = await openCaptureStore({ folder: path, worker, clock: systemClock })
  const recorder = store.record({ ...record, start: systemClock.now() })
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const started = performance.now()
  let sent = 0
  delay.enable()
  while (performance.now() - started < 6000) {
    const due = Math.min(rowsAChunk, Math.floor(((performance.now() - started) / 1000) * rowsPerSecond) - sent)
    if (due > 0) {
      recorder.accept(batchAt(sent, due))
      recorder.accept(rawOf(due))
      sent += due
    }
    await pause(5)
  }
  delay.disable()
  await store.close()
  return { p99: delay.percentile(99) / 1e6, dropped: recorder.queue.dropped }
}

/** About as many bytes as these rows take as text. */
function rawOf(rows: number): Chunk {
  const bytes = Buffer.alloc(rows * channelCount * 7, '12.345,')
  return { kind: 'chunk', bytes, ends: [bytes.length], times: [systemClock.now()] }
}

async function recorderThread(): Promise<URL> {
  const outfile = resolve('out/bench/recorder-thread.mjs')
  await build({
    entryPoints: [resolve('src-main/entry/recorder.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@shared': resolve('src-shared'), '@main': resolve('src-main') },
    logLevel: 'error'
  })
  return pathToFileURL(outfile)
}
