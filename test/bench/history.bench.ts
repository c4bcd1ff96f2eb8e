import { Pyramid } from '@main/signal/pyramid'
import { queryPyramid } from '@main/signal/pyramid-query'
import type { Batch } from '@shared/model/batch'
import { report } from './report'

/*
 * What the live history costs. Appending a batch to the min/max pyramid against copying the same columns into plain rings
 * (time, value, mean, deviation, flags: what has to be kept anyhow), taking turns, the best of each; then the time of a
 * 1,200-column query at every zoom, from a few rows to all there is.
 */
const channelCount = 4
const batchRows = 1024
const batches = 4000
const rounds = 5
const columns = 1200
const rowsPerMillisecond = 1

const column = (make: (row: number) => number): Float64Array =>
  Float64Array.from({ length: batchRows }, (_, row) => make(row))
const channels = Array.from({ length: channelCount }, (_, index) => ({ index, name: `c${index}`, unit: '' }))
const values = channels.map(({ index }) => column(row => Math.sin(row / (7 + index)) + ((row * 7919) % 13) / 20))
const time = new Float64Array(batchRows)
const noFlags = channels.map(() => new Uint8Array(batchRows))

function batchAt(first: number): Batch {
  for (let row = 0; row < batchRows; row++) time[row] = (first + row) / rowsPerMillisecond
  return {
    kind: 'batch',
    channels,
    first,
    count: batchRows,
    time,
    value: values,
    mean: values,
    deviation: values,
    score: values,
    anomaly: noFlags,
    state: noFlags
  }
}

/** Appends all batches; answers nanoseconds of this process's time a sample of one channel. */
function timed(accept: (batch: Batch) => void): number {
  const started = process.cpuUsage()
  for (let batch = 0; batch < batches; batch++) accept(batchAt(batch * batchRows))
  const { user, system } = process.cpuUsage(started)
  return ((user + system) * 1000) / (batches * batchRows * channelCount)
}

function plainRings(): (batch: Batch) => void {
  const size = 131_072
  const doubles = (): Float64Array => new Float64Array(size)
  const times = doubles()
  const rings = channels.map(() => ({ kept: [doubles(), doubles(), doubles()], flags: new Uint8Array(size) }))
  return batch => {
    const at = batch.first % size
    times.set(batch.time, at)
    for (const [index, ring] of rings.entries()) {
      ring.kept[0].set(batch.value[index], at)
      ring.kept[1].set(batch.mean[index], at)
      ring.kept[2].set(batch.deviation[index], at)
      ring.flags.set(batch.state[index], at)
    }
  }
}

let [ring, pyramid] = [Infinity, Infinity]
let filled = new Pyramid()
for (let round = 0; round < rounds; round++) {
  ring = Math.min(ring, timed(plainRings()))
  const fresh = new Pyramid()
  pyramid = Math.min(
    pyramid,
    timed(batch => fresh.append(batch, false))
  )
  filled = fresh
}
console.log(`append: plain rings ${ring.toFixed(2)} ns a sample, pyramid ${pyramid.toFixed(2)} ns`)
report('history: append to the pyramid / plain rings', pyramid / ring, { atMost: 6 })

const { newest } = filled
let worst = { cost: 0, span: 0 }
for (let span = columns / 4; span <= batches * batchRows; span *= 1.7) {
  const query = {
    from: newest - span,
    to: newest,
    bucket: span / columns,
    channels: channels.map(({ index }) => index)
  }
  let best = Infinity
  for (let turn = 0; turn < 100; turn++) {
    const started = performance.now()
    const { rows } = queryPyramid(filled, query)
    best = Math.min(best, performance.now() - started)
    if (rows > columns + 2) throw new Error(`${rows} rows for ${columns} columns`)
  }
  if (best > worst.cost) worst = { cost: best, span }
}
console.log(`worst query: ${worst.cost.toFixed(2)} ms for ${channelCount} channels over ${worst.span.toFixed(0)} ms`)
report(`history: worst ${columns}-column query (ms) a channel`, worst.cost / channelCount, { atMost: 0.25 })
