import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DuckDBBlobValue } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaptureInfo } from '@shared/model/capture'
import { type EngineView, viewEngine } from '../support/engine-view'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'
import { type SerialCable, serialCable } from '../support/socat'
import { until } from '../support/until'
import { openStore, query } from '../unit/captures/temporary-store'

/** Ends the store's thread, and only that, as soon as the file `end-the-thread` is in the data folder. */
const deadly = `
const { isMainThread, workerData } = require('node:worker_threads')
const { existsSync, rmSync } = require('node:fs')
const { join } = require('node:path')
if (!isMainThread && workerData?.folder) {
  const sign = join(workerData.folder, '..', 'end-the-thread')
  setInterval(() => {
    if (!existsSync(sign)) return
    rmSync(sign)
    process.exit(7)
  }, 10).unref()
}
`
const rowsAWrite = 10
const text = (row: number): string => `${row},${row / 8}\n`

/** What a view was told at some moment: so many bytes of this capture are on disk. */
interface Told {
  readonly capture: string
  readonly bytes: number
  readonly rows: number
}

let data: string
let cable: SerialCable
let host: HeadlessHost
let view: EngineView
/** When each write began, ms; a write has `rowsAWrite` rows. */
const sentAt: number[] = []
const told: Told[] = []
/** When something was killed, ms. */
const killedAt: number[] = []
let speaking = true

async function speak(): Promise<void> {
  while (speaking) {
    const first = sentAt.length * rowsAWrite
    sentAt.push(Date.now())
    await cable.write(Array.from({ length: rowsAWrite }, (_, row) => text(first + row)).join(''))
    await pause(4)
  }
}

async function start(): Promise<void> {
  const preload = join(data, 'deadly.cjs')
  writeFileSync(preload, deadly)
  host = await startHeadlessHost({
    data,
    open: [`serial:${cable.path}`],
    environment: { NODE_OPTIONS: `--require ${preload}` }
  })
  view = viewEngine(host.url)
}

/** Waits until some more rows are on disk, and notes what the view was told. */
async function recordedSome(): Promise<void> {
  let first = -1
  await until('rows are on disk', () => {
    const { recording } = view.session() ?? {}
    const { rowsOnDisk = 0, bytesOnDisk = 0 } = recording?.accounts ?? {}
    if (!recording || rowsOnDisk === 0) return false
    if (first < 0) first = rowsOnDisk
    told.push({ capture: recording.capture, bytes: bytesOnDisk, rows: rowsOnDisk })
    return rowsOnDisk > first + 200
  })
}

const engineOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0])

async function endEngine(): Promise<void> {
  const before = view.instance()
  killedAt.push(Date.now())
  process.kill(engineOf(host.process.pid!), 'SIGKILL')
  await until('another engine is there', () => view.instance() !== before)
}

async function endThread(): Promise<void> {
  const before = view.instance()
  killedAt.push(Date.now())
  writeFileSync(join(data, 'end-the-thread'), '')
  await until('another engine is there', () => view.instance() !== before)
}

async function endHost(): Promise<void> {
  view.close()
  const gone = once(host.process, 'exit')
  killedAt.push(Date.now())
  host.process.kill('SIGKILL')
  await gone
  await start()
}

/** As when a laptop is closed: everything stands still for a while. */
async function stall(): Promise<void> {
  const engine = engineOf(host.process.pid!)
  process.kill(engine, 'SIGSTOP')
  await pause(1200)
  process.kill(engine, 'SIGCONT')
}

describe.runIf(process.platform === 'linux')('whatever is killed while a device speaks', () => {
  let captures: readonly CaptureInfo[] = []
  /** The lines in each capture's raw bytes, the first and last of which may be cut. */
  const lines = new Map<string, readonly string[]>()

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'signalbox-kills-'))
    cable = await serialCable()
    await start()
    await until('the port is open', () => view.session()?.phase === 'live')
    const speech = speak()
    for (const happens of [endEngine, stall, endThread, endHost, endEngine]) {
      await recordedSome()
      await happens()
    }
    await recordedSome()
    speaking = false
    await speech
    view.close()
    await host.stop()
    const store = await openStore(data)
    captures = await store.list()
    expect(await store.problems()).toEqual([])
    await store.close()
    for (const { id } of captures) {
      const raw = await query(data, id, 'SELECT start, bytes FROM raw ORDER BY start')
      let at = 0n
      for (const [begins, bytes] of raw) {
        expect(begins).toBe(at)
        at += BigInt((bytes as DuckDBBlobValue).bytes.length)
      }
      lines.set(
        id,
        Buffer.concat(raw.map(([, bytes]) => (bytes as DuckDBBlobValue).bytes))
          .toString()
          .split('\n')
      )
    }
  }, 120_000)
  afterAll(async () => {
    speaking = false
    view?.close()
    await host?.stop()
    await cable?.dispose()
    rmSync(data, { recursive: true, force: true })
  })

  test('every kill begins a new capture, and each is listed as whole', () => {
    expect(captures.length).toBeGreaterThan(4)
    for (const { status } of captures) expect(['recovered', 'complete']).toContain(status)
    expect(captures.at(-1)?.status).toBe('complete')
  })

  test('what a view was told to be on disk is there', () => {
    expect(told.length).toBeGreaterThan(20)
    for (const { capture, bytes, rows } of told) {
      const info = captures.find(({ id }) => id === capture)
      expect(info?.bytes).toBeGreaterThanOrEqual(bytes)
      expect(info?.samples).toBeGreaterThanOrEqual(rows)
    }
  })

  test('the bytes in the captures are those that were sent, in their order, with nothing between them missing', () => {
    let before = -1
    for (const { id } of captures) {
      const whole = lines.get(id)!.slice(1, -1)
      const numbers = whole.map(line => Number(line.split(',')[0]))
      expect(whole).toEqual(numbers.map(row => text(row).trimEnd()))
      expect(numbers.every((row, at) => at === 0 || row === numbers[at - 1] + 1)).toBe(true)
      expect(numbers[0]).toBeGreaterThan(before)
      before = numbers.at(-1)!
    }
  })

  test('nothing that was sent more than a second before a kill is missing', () => {
    const there = new Set([...lines.values()].flat().map(line => Number(line.split(',')[0])))
    const missing: number[] = []
    for (const [write, time] of sentAt.entries()) {
      const isLate = killedAt.some(killed => time > killed - 1000 && time < killed + 5000)
      // The lines at the cuts are in two captures, by halves.
      if (!isLate && !there.has(write * rowsAWrite + 5)) missing.push(write)
    }
    expect(missing).toEqual([])
  })

  test('every whole line of a capture is a sample of it, bit for bit, or a rejected line that was counted', async () => {
    for (const { id } of captures) {
      const samples = await query(data, id, 'SELECT * EXCLUDE (sample, time) FROM samples ORDER BY sample')
      const sent = new Set(lines.get(id)!.map(line => line.trimEnd()))
      for (const [one, other] of samples) expect(sent.has(`${String(one)},${String(other)}`)).toBe(true)
      const [[decoded, rejected]] = await query(
        data,
        id,
        'SELECT decoded, rejected FROM accounts ORDER BY received DESC LIMIT 1'
      )
      expect(samples.length).toBeGreaterThanOrEqual(Number(decoded))
      expect(Number(rejected)).toBeLessThanOrEqual(2)
    }
  })

  test('the accounts of each capture agree with what is in it', async () => {
    for (const { id } of captures) {
      const rows = await query(
        data,
        id,
        'SELECT received - bytes_lost, (SELECT sum(length) FROM raw WHERE start + length <= received), decoded - rows_lost FROM accounts'
      )
      for (const [received, kept] of rows) expect(Number(kept ?? 0)).toBe(Number(received))
    }
  })
})
