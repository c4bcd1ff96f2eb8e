import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FolderCaptureStore } from '@main/captures'
import type { SampleReader } from '@main/pipeline/sample-reader'
import { captureOverviews } from '@main/services/capture-overviews'
import type { OverviewRequest } from '@shared/model/capture-overview'
import { type OverviewColumns, unpack } from '@renderer/panels/compare/overview-columns'
import { batchOf, channelsOf, openStore, recordOptions, temporaryFolder } from '../captures/temporary-store'

const { start } = recordOptions
const rows = 50_000
const spikeAt = 12_345
const never = new AbortController().signal

let folder: ReturnType<typeof temporaryFolder>
let store: FolderCaptureStore
let capture: string
/** How many queries went to the store. */
let asked = 0

beforeAll(async () => {
  folder = temporaryFolder()
  store = await openStore(folder.path)
  const recorder = store.record(recordOptions)
  for (let first = 0; first < rows; first += 2000) {
    const batch = Array.from({ length: 2000 }, (_, at) => {
      const row = first + at
      return [start + row, row === spikeAt ? 1e6 : Math.sin(row / 500), row % 2 === 0 ? NaN : row]
    })
    if (first === 30_000) recorder.accept({ kind: 'gap', from: start + 29_999.5, time: start + 29_999.7 })
    recorder.accept(batchOf(channelsOf(['a', 'b']), first, batch))
  }
  await recorder.close()
  ;({ capture } = recorder)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

function reader(): SampleReader {
  asked = 0
  return {
    ...store.reader,
    buckets(...query) {
      asked++
      return store.reader.buckets(...query)
    }
  }
}
const request = (over: Partial<OverviewRequest> = {}): OverviewRequest => ({
  ...{ capture, channels: ['a', 'b'], from: start, to: start + rows, buckets: 500 },
  ...over
})
async function look(over: Partial<OverviewRequest> = {}, ask = captureOverviews(reader())): Promise<OverviewColumns> {
  const asking = request(over)
  return unpack(await ask(asking, never), asking.channels)
}
const highest = (column: Float64Array): number => Math.max(...[...column].filter(value => !Number.isNaN(value)))

describe('an overview of a capture', () => {
  it('has every extreme, however few buckets are asked for', async () => {
    for (const buckets of [1, 20, 500]) {
      const { time, channels } = await look({ buckets })
      expect(time.length).toBeLessThanOrEqual(buckets + 1)
      expect(highest(channels.get('a')!.max)).toBe(1e6)
      expect(highest(channels.get('b')!.max)).toBe(rows - 1)
    }
  })

  it('comes down to the single sample, with its own time', async () => {
    const { time, gap, channels } = await look({ from: start + 100, to: start + 104, buckets: 4000 })
    expect([...time]).toEqual([100, 101, 102, 103, 104].map(row => start + row))
    expect([...gap]).toEqual([0, 0, 0, 0, 0])
    expect([...channels.get('b')!.min]).toEqual([NaN, 101, NaN, 103, NaN])
    expect(channels.get('a')!.min[2]).toBe(Math.sin(102 / 500))
  })

  it('says where nothing is known between two rows', async () => {
    const { time, gap } = await look({ from: start + 29_990, to: start + 30_010, buckets: 1000 })
    expect([...time].filter((_, row) => gap[row] === 1)).toEqual([start + 30_000])
  })

  it('is empty beside the capture, and NaN for a channel it does not have', async () => {
    expect((await look({ from: start - 9000, to: start - 8000 })).time).toHaveLength(0)
    const { channels } = await look({ channels: ['none'], from: start, to: start + 5, buckets: 10 })
    expect([...channels.get('none')!.max].every(value => Number.isNaN(value))).toBe(true)
  })

  it('asks the second time at most for the end, which may have grown', async () => {
    const ask = captureOverviews(reader())
    await look({}, ask)
    const first = asked
    expect(first).toBeGreaterThan(1)
    await look({ from: start + 1000 }, ask)
    expect(asked - first).toBeLessThanOrEqual(1)
  })

  it('of what is not there is refused', async () => {
    await expect(look({ capture: 'no-such' })).rejects.toMatchObject({ code: 'not-found' })
  })
})
