import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'csv-parse/sync'
import type { FolderCaptureStore } from '@main/captures'
import { createPipeline } from '@main/pipeline/chain'
import { coroutine } from '@shared/flow/coroutine'
import { type Batch, lights } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import { ChannelSettings } from '@shared/model/settings'
import { batchOf, channelsOf, exported, openStore, recordOptions, temporaryFolder } from './temporary-store'

const folder = temporaryFolder()
let store: FolderCaptureStore
let capture = ''
/** What came out of the live pipeline, row by row as it is written. */
const live: string[][] = []

const channels = channelsOf(['noise', 'ramp', 'late'])
const first = ChannelSettings.parse({ window: 20, anomaly: { kind: 'zscore', threshold: 3 } })
const later = ChannelSettings.parse({
  window: 5,
  anomaly: { kind: 'deviation', threshold: 0.4 },
  lights: { yellow: { high: 0.2 }, red: { high: 0.6 }, deadband: 0.05, onDelay: 20, offDelay: 30 }
})

const field = (value: number): string => (Number.isNaN(value) ? '' : String(value))

function note(batch: Batch): void {
  for (let row = 0; row < batch.count; row++)
    live.push([
      field(batch.time[row]),
      ...batch.channels.flatMap(({ index }) => {
        const { value, mean, deviation, score, anomaly, state } = batch
        const numbers = [value, mean, deviation, score].map(column => field(column[index][row]))
        // Before its first value, a channel has neither.
        const isThere = index < 2 || batch.first + row >= 900
        return [...numbers, ...(isThere ? [String(anomaly[index][row]), lights[state[index][row]]] : ['', ''])]
      })
    ])
}

beforeAll(async () => {
  store = await openStore(folder.path)
  const conditions = { format: 'auto', byteTime: 0, settings: { '*': first }, derived: [], triggers: [] } as const
  const recorder = store.record({ ...recordOptions, conditions })
  const untouched = coroutine('decoder', function* (): Generator<readonly Item[], void, Item> {
    let item = yield []
    for (;;) item = yield [item]
  })
  const pipeline = createPipeline(untouched, { settings: { '*': first } })
  const send = (item: Item): void => {
    for (const out of pipeline.send(item)) {
      if (out.kind === 'batch') note(out)
      if (out.kind === 'batch' || out.kind === 'gap' || out.kind === 'settings') recorder.accept(out)
    }
  }
  const settings = (channel: string, sample: number, own: ChannelSettings): StreamEvent => ({
    kind: 'settings',
    time: 10 * sample,
    channel,
    sample,
    settings: own
  })
  const rows = (from: number, to: number): Batch =>
    batchOf(
      channels,
      from,
      Array.from({ length: to - from }, (_, at) => {
        const row = from + at
        return [10 * row, Math.sin(row * 12.9898) ** 3, row % 97 === 0 ? 1 : row / 1000, row < 900 ? NaN : row]
      })
    )
  send(rows(0, 777))
  send(settings('noise', 777, later))
  send(rows(777, 1500))
  send({ kind: 'gap', from: 14_990, time: 14_995 })
  send(settings('*', 1500, later))
  send(rows(1500, 5000))
  await recorder.close()
  ;({ capture } = recorder)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

describe('the analysis of an export', () => {
  test('is what the live pipeline said, bit for bit, through changed settings and a gap', async () => {
    const request = { capture, format: 'csv', analysis: true } as const
    const { text, fractions } = await exported(store, request, `${folder.path}/all.csv`)
    const [header, ...lines] = parse(text)
    expect(header.slice(0, 8)).toEqual([
      'time',
      'noise',
      'noise.mean',
      'noise.std',
      'noise.score',
      'noise.anomaly',
      'noise.state',
      'ramp'
    ])
    const numbers = (row: readonly string[]): unknown[] =>
      row.map(text => (text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text))
    expect(lines.map(numbers)).toEqual(live.map(numbers))
    expect(new Set(lines.map(line => line[6]))).toEqual(new Set(['green', 'yellow', 'red']))
    expect(lines.some(line => line[5] === '1')).toBe(true)
    expect(fractions.at(-1)).toBe(1)
  })

  test('of a stretch and one channel knows what came before it', async () => {
    const request = { capture, format: 'csv' as const, analysis: true, from: 20_000, to: 20_050, channels: ['noise'] }
    const { text } = await exported(store, request, `${folder.path}/part.csv`)
    const [, ...lines] = parse(text)
    expect(lines.map(line => line.map(one => (Number.isNaN(Number(one)) ? one : Number(one))))).toEqual(
      live.slice(2000, 2006).map(line => line.slice(0, 7).map(one => (Number.isNaN(Number(one)) ? one : Number(one))))
    )
  })

  test('resampled, a step is as bad as its worst row', async () => {
    const request = { capture, format: 'csv', analysis: true, resample: { step: 1000, take: 'mean' } } as const
    const { text, rows } = await exported(store, request, `${folder.path}/steps.csv`)
    expect(rows).toBe(50)
    const [, ...lines] = parse(text)
    for (const [step, line] of lines.entries()) {
      const own = live.slice(100 * step, 100 * (step + 1))
      const worst = Math.max(...own.map(row => lights.indexOf(row[6] as (typeof lights)[number])))
      expect([line[5], line[6]]).toEqual([String(Math.max(...own.map(row => Number(row[5])))), lights[worst]])
    }
  })

  test('channels computed from others can be left out', async () => {
    const recorder = store.record(recordOptions)
    recorder.accept({ kind: 'derived', time: 0, sample: 0, channels: [{ name: 'b', unit: '', expression: 'a * 2' }] })
    recorder.accept(batchOf(channelsOf(['a', 'b']), 0, [[0, 1, 2]]))
    await recorder.close()
    const own = { capture: recorder.capture, format: 'csv' } as const
    const target = `${folder.path}/derived.csv`
    expect((await exported(store, own, target)).text).toBe('time,a,b\n0,1,2\n')
    expect((await exported(store, { ...own, derived: false }, target)).text).toBe('time,a\n0,1\n')
  })
})
