import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { systemClock } from '@shared/base/clock'
import type { Batch, Chunk } from '@shared/model/batch'
import type { ExportRequest } from '@shared/model/capture'
import type { Channel } from '@shared/model/channel'
import { openCaptureStore, type CaptureStoreOptions, type FolderCaptureStore } from '@main/captures'
import { capturePaths, capturesFolder } from '@main/captures/paths'
import type { RecordOptions } from '@main/captures/store'
import { buildScript } from '../../support/build-script'

let worker: Promise<URL> | undefined
let maker: Promise<URL> | undefined

/** The built entry of the store's thread. */
export function recorderWorker(): Promise<URL> {
  return (worker ??= buildScript('src-main/entry/recorder.ts').then(path => pathToFileURL(path)))
}

/** The built entry of the threads that decode again. */
export function makerWorker(): Promise<URL> {
  return (maker ??= buildScript('src-main/entry/maker.ts').then(path => pathToFileURL(path)))
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'signalbox-captures-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

export async function openStore(
  folder: string,
  options: Partial<CaptureStoreOptions> = {}
): Promise<FolderCaptureStore> {
  const threads = { worker: await recorderWorker(), maker: await makerWorker() }
  return openCaptureStore({ folder, ...threads, clock: systemClock, ...options })
}

export const recordOptions: RecordOptions = {
  device: { kind: 'simulator', profile: 'imu', seed: 1, format: 'csv' },
  address: 'sim:imu?seed=1',
  label: 'IMU (simulated)',
  start: Date.UTC(2026, 10, 20, 14, 15, 30)
}

export function channelsOf(names: readonly string[]): Channel[] {
  return names.map((name, index) => ({ index, name, unit: index === 0 ? '°C' : '' }))
}

/** A batch from rows of numbers; the first number of a row is its time. */
export function batchOf(channels: readonly Channel[], first: number, rows: readonly (readonly number[])[]): Batch {
  const column = (at: number): Float64Array => Float64Array.from(rows, row => row[at])
  const value = channels.map((_, index) => column(index + 1))
  const none: Float64Array[] = []
  return {
    kind: 'batch',
    channels,
    first,
    count: rows.length,
    time: column(0),
    value,
    mean: none,
    deviation: none,
    score: none,
    anomaly: [],
    state: []
  }
}

export function chunkOf(parts: readonly { readonly text: string; readonly time: number }[]): Chunk {
  const buffers = parts.map(({ text }) => Buffer.from(text))
  const ends = buffers.map((_, index) => buffers.slice(0, index + 1).reduce((sum, part) => sum + part.length, 0))
  return { kind: 'chunk', bytes: Buffer.concat(buffers), ends, times: parts.map(({ time }) => time) }
}

/** Runs an export to its end; answers the text written, what it returned, and the fractions it told. */
export async function exported(
  store: FolderCaptureStore,
  request: ExportRequest,
  target: string
): Promise<{ text: string; rows: number; bytes: number; remark?: string; fractions: number[] }> {
  const run = store.export(request, target, new AbortController().signal)
  const fractions: number[] = []
  for (;;) {
    const step = await run.next()
    if (step.done) return { text: readFileSync(target, 'utf8'), ...step.value, fractions }
    fractions.push(step.value)
  }
}

/** Rows of a query over a finished capture, read without the store. */
export async function query(folder: string, capture: string, sql: string): Promise<DuckDBValue[][]> {
  const { database } = capturePaths(capturesFolder(folder), capture)
  const instance = await DuckDBInstance.create(database, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRows()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
