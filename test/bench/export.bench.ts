import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { exportRows } from '@main/captures/export/export-rows'
import { CaptureFile } from '@main/captures/file/capture-file'
import { openDatabase } from '@main/captures/file/database'
import { rowsAChunk, type RowsMessage } from '@main/captures/messages'
import { systemClock } from '@shared/base/clock'
import type { ExportRequest } from '@shared/model/capture'
import { report } from './report'

/*
 * What an export costs beside DuckDB's own COPY of the same table to the same format, in the same process on the same one
 * thread; taking turns, the best of each. By the processor's time of this process, so that other work on the machine does
 * not count. The other formats are printed as rows a second.
 */
const channelCount = 16
const chunks = 150
const rounds = 4
const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'))
const path = join(folder, 'capture.duckdb')
const count = chunks * rowsAChunk

try {
  await record()
  const database = await openDatabase(path, { readOnly: true })
  const { connection } = database
  for (const format of ['csv', 'parquet'] as const) {
    let [bare, ours] = [Infinity, Infinity]
    for (let round = 0; round < rounds; round++) {
      bare = Math.min(bare, await costOf(() => copy(connection, format)))
      ours = Math.min(ours, await costOf(() => exported(connection, { capture: 'bench', format })))
    }
    console.log(`${format}: COPY ${million(bare)}, export ${million(ours)} million rows/s, ${channelCount} channels`)
    report(`export ${format} / DuckDB's own COPY of the table`, ours / bare, { atMost: 1.3 })
  }
  for (const format of ['tsv', 'jsonl', 'duckdb', 'arrow', 'mcap', 'lp', 'wav'] as const)
    console.log(
      `${format}: ${million(await costOf(() => exported(connection, { capture: 'bench', format })))} million rows/s`
    )
  const analysis = await costOf(() => exported(connection, { capture: 'bench', format: 'parquet', analysis: true }))
  console.log(`parquet with the analysis: ${million(analysis)} million rows/s`)
  database.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function million(milliseconds: number): string {
  return (count / milliseconds / 1000).toFixed(3)
}

/** ms of this process' time. */
async function costOf(work: () => Promise<unknown>): Promise<number> {
  const started = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

async function copy(connection: DuckDBConnection, format: 'csv' | 'parquet'): Promise<void> {
  await connection.run(`COPY samples TO '${join(folder, `bare.${format}`)}' (FORMAT ${format})`)
}

async function exported(connection: DuckDBConnection, request: ExportRequest): Promise<void> {
  const target = join(folder, `ours.${request.format}`)
  const { signal } = new AbortController()
  await exportRows(connection, { request, target, clock: systemClock, signal, progress: () => undefined })
}

/** Numbers as sensors send them: hundredths, counts, and full doubles of computed channels. */
async function record(): Promise<void> {
  const channels = Array.from({ length: channelCount }, (_, index) => ({ index, name: `c${index}`, unit: 'V' }))
  const file = await CaptureFile.open(path, 'bench', {
    device: { kind: 'simulator', profile: 'sine', seed: 1, format: 'csv' },
    address: 'sim:sine?seed=1',
    label: 'Bench',
    start: 0
  })
  await file.setChannels(channels)
  const columns = new Float64Array((channelCount + 1) * rowsAChunk)
  for (let chunk = 0; chunk < chunks; chunk++) {
    const first = chunk * rowsAChunk
    for (let row = 0; row < rowsAChunk; row++) {
      columns[row] = 1.76e12 + first + row + (row % 4) / 4
      for (const { index } of channels) columns[(index + 1) * rowsAChunk + row] = valueAt(index, first + row)
    }
    const message: RowsMessage = { kind: 'rows', recorder: 0, first, count: rowsAChunk, columns }
    await file.append(message)
    await file.commit()
  }
  await file.close()
}

function valueAt(channel: number, row: number): number {
  const wave = 100 * Math.sin(row / (channel + 10))
  if (channel % 4 === 0) return row % 4096
  return channel % 4 === 3 ? wave : Math.round(100 * wave) / 100
}
