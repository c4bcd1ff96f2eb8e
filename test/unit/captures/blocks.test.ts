import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { CaptureChain } from '@main/pipeline/capture-chain'
import { Past } from '@main/pipeline/past'
import type { FolderCaptureStore } from '@main/captures'
import { batchOf, channelsOf, openStore, recordOptions, temporaryFolder } from './temporary-store'

const folder = temporaryFolder()
let store: FolderCaptureStore
beforeAll(async () => {
  store = await openStore(folder.path)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

const signal = new AbortController().signal
const rows = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.oneof(fc.constant(NaN), fc.integer({ min: -99, max: 99 }))), {
  minLength: 1,
  maxLength: 120
})
/** After how many rows the recorder is made to write what it has. */
const cuts = fc.array(fc.nat({ max: 120 }), { maxLength: 6 })

interface Recorded {
  readonly capture: string
  readonly all: readonly { readonly time: number; readonly value: number }[]
}

async function recorded(steps: readonly (readonly [number, number])[], blocks: readonly number[]): Promise<Recorded> {
  const recorder = store.record(recordOptions)
  const channels = channelsOf(['a'])
  let time = 1000
  const all = steps.map(([step, value]) => ({ time: (time += step), value }))
  for (const [sample, row] of all.entries()) {
    recorder.accept(batchOf(channels, sample, [[row.time, row.value]]))
    if (blocks.includes(sample)) await store.reader.flush(recorder.capture)
  }
  await recorder.close()
  return { capture: recorder.capture, all }
}

describe('blocks of rows', () => {
  test('count the rows of any stretch as reading them all would', async () => {
    const end = fc.integer({ min: 990, max: 1370 })
    await fc.assert(
      fc.asyncProperty(rows, cuts, end, end, async (steps, blocks, one, other) => {
        const { capture, all } = await recorded(steps, blocks)
        const [from, to] = [Math.min(one, other), Math.max(one, other)]
        const inside = [...all.keys()].filter(row => all[row].time >= from && all[row].time <= to)
        const survey = await store.reader.survey(capture, { from, to }, signal)
        const [first, last] = [inside.at(0), inside.at(-1)]
        expect(survey).toMatchObject({
          rows: inside.length,
          firstSample: first ?? -1,
          lastSample: last ?? -1,
          firstTime: first === undefined ? NaN : all[first].time,
          lastTime: last === undefined ? NaN : all[last].time,
          timeBefore: first === undefined || first === 0 ? -Infinity : all[first - 1].time
        })
      }),
      { numRuns: 12 }
    )
  }, 60_000)

  test('give every extreme to a bucket, none to one farther away than a block is long, and no number of their own', async () => {
    await fc.assert(
      fc.asyncProperty(rows, cuts, fc.integer({ min: 1, max: 40 }), async (steps, blocks, bucket) => {
        const { capture, all } = await recorded(steps, blocks)
        const past = new Past(store.reader, new CaptureChain([], capture), () => Infinity)
        const [{ survey }] = await past.parts({ from: -Infinity, to: Infinity }, signal)
        const wanted = { bucket, first: 0, last: 4000, channels: ['a'], fromBlocks: true }
        const { index, channels, rows: counts, time, lastTime } = await store.reader.buckets(capture, wanted, signal)
        const [{ min, max }] = channels
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.length)
        const numbers = all.map(({ value }) => value).filter(value => !Number.isNaN(value))
        const known = (column: Float64Array): number[] => [...column].filter(value => !Number.isNaN(value))
        if (numbers.length > 0) {
          expect(Math.min(...known(min))).toBe(Math.min(...numbers))
          expect(Math.max(...known(max))).toBe(Math.max(...numbers))
        } else expect(known(min)).toEqual([])
        for (const [at, place] of index.entries()) {
          expect(Math.floor(time[at] / bucket)).toBe(place)
          expect(lastTime[at]).toBeLessThan((place + 1) * bucket + survey.blockSpan)
          const own = all.filter(row => row.time >= time[at] && row.time <= lastTime[at]).map(({ value }) => value)
          for (const extreme of known(Float64Array.of(min[at], max[at]))) expect(own).toContain(extreme)
        }
      }),
      { numRuns: 12 }
    )
  }, 60_000)
})
