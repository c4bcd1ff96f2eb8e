import { expect, it } from 'vitest'
import { createPipeline } from '@main/pipeline/chain'
import { LightSettings } from '@shared/model/settings'
import { batchOf, passingDecoder, settingsOf } from '../unit/pipeline/batches'

it('a pipeline holds no more memory after four million rows than after one', () => {
  const settings = settingsOf({ window: 100, lights: LightSettings.parse({ red: { high: 99.9 } }) })
  const pipeline = createPipeline(passingDecoder(), { settings: { '*': settings } })
  const rows = 4000
  const values = Array.from({ length: rows }, (_, row) => (row * 37) % 101)
  const batch = batchOf(0, { a: values, b: values })
  const heap: number[] = []
  let events = 0
  for (let turn = 0; turn < 1000; turn++) {
    events += pipeline.send({ ...batch, first: turn * rows }).length - 1
    if ((turn + 1) % 250 !== 0) continue
    globalThis.gc?.()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    heap.push((heapUsed + arrayBuffers) / 1e6)
  }
  expect(pipeline.rows).toBe(4_000_000)
  expect(events).toBeGreaterThan(1000)
  expect(heap[3] - heap[0]).toBeLessThan(2)
})
