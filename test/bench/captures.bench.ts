import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@shared/base/clock'
import type { Batch } from '@shared/model/batch'
import { openDatabase } from '@main/captures/file/database'
import { readSampleBuckets } from '@main/captures/file/read-samples'
import { surveySamples } from '@main/captures/file/survey'
import { makeCapture } from '@main/captures/making/make-capture'
import { capturePaths, capturesFolder } from '@main/captures/paths'
import { CaptureChain } from '@main/pipeline/capture-chain'
import { Past } from '@main/pipeline/past'
import type { SampleReader } from '@main/pipeline/sample-reader'
import { report } from './report'

/*
 * An overview of a long capture: 1,200 columns over 100 million samples of a finished capture, as a chart asks for it (what
 * there is, then its extremes), out of the stored blocks. The yardstick is DuckDB summing up the rows themselves.
 */
const rows = 100_000_000
const columns = 1200
const batchRows = 2048
const channels = [{ index: 0, name: 'a', unit: '' }]
const none = new AbortController().signal
/** One sample of all, which must be seen. */
const spike = 1234.5
const spikeRow = 61_803_398

const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'))
try {
  const captures = capturesFolder(folder)
  await mkdir(captures, { recursive: true })
  const record = {
    device: { kind: 'simulator', profile: 'sine', seed: 1, format: 'csv' },
    address: 'sim:sine?seed=1',
    label: 'Bench',
    start: 0
  } as const
  const started = performance.now()
  const { id } = await makeCapture({ folder: captures, record, clock: systemClock, signal: none }, batches())
  console.log(`made ${rows / 1e6} million rows in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  const database = await openDatabase(capturePaths(captures, id).database, { readOnly: true })
  const bucket = rows / columns
  const wanted = { bucket, first: 0, last: columns - 1, channels: ['a'] }
  const fromRows = await timed(async () => void (await readSampleBuckets(database.connection, wanted, none)))
  const times: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    const past = new Past(readerOf(database), new CaptureChain([], id), () => Infinity)
    times.push(
      await timed(async () => {
        const parts = await past.parts({ from: -Infinity, to: Infinity }, none)
        const sums = await past.sums.query(parts, wanted, none)
        const highest = sums.channels[0].max.reduce((most, value) => Math.max(most, value))
        if (sums.rows < columns || highest !== spike) throw new Error('the overview is not what was recorded')
      })
    )
  }
  times.sort((one, other) => one - other)
  database.close()
  console.log(`overview from blocks ${times[2].toFixed(0)} ms, rows summed up ${fromRows.toFixed(0)} ms`)
  report('overview (ms) of 100 million samples in 1,200 columns, median of 5', times[2], { atMost: 300 })
  report('overview from blocks / from rows', times[2] / fromRows, { atMost: 0.5 })
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function* batches(): AsyncGenerator<Batch> {
  const time = new Float64Array(batchRows)
  const value = Float64Array.from({ length: batchRows }, (_, row) => Math.round(1e4 * Math.sin(row / 10)) / 100)
  const own = value.slice()
  for (let first = 0; first < rows; first += batchRows) {
    const count = Math.min(batchRows, rows - first)
    for (let row = 0; row < count; row++) time[row] = first + row
    const at = spikeRow - first
    const holds = at >= 0 && at < count
    if (holds) own[at] = spike
    const none: never[] = []
    const column = holds ? own : value
    yield {
      kind: 'batch',
      channels,
      first,
      count,
      time,
      value: [column],
      mean: none,
      deviation: none,
      score: none,
      anomaly: none,
      state: none
    }
  }
}

function readerOf({ connection }: Awaited<ReturnType<typeof openDatabase>>): SampleReader {
  const refuse = (): never => {
    throw new Error('not asked for here')
  }
  return {
    survey: (_, stretch, signal) => surveySamples(connection, stretch, signal),
    rows: refuse,
    async buckets(_, asked, signal) {
      const { rows: count, width, values } = await readSampleBuckets(connection, asked, signal)
      const all = Array.from({ length: width }, (__, at) => values.subarray(at * count, (at + 1) * count))
      const [index, time, lastTime, firstSample, lastSample, rowCounts] = all
      const figures = asked.channels.map((__, at) => {
        const [min, max, mean, deviation] = all.slice(6 + 4 * at)
        return { min, max, mean, deviation }
      })
      return { index, time, lastTime, firstSample, lastSample, rows: rowCounts, channels: figures }
    },
    flush: async () => undefined
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
