import { describe, expect, it } from 'vitest'
import { createPipeline, type Pipeline } from '@main/pipeline/chain'
import type { DerivedChannel } from '@shared/model/derived'
import type { Item } from '@shared/model/item'
import { batchOf, passingDecoder } from './batches'

const derived = (name: string, expression: string): DerivedChannel => ({ name, unit: '', expression })
const pipelineWith = (...channels: DerivedChannel[]): Pipeline =>
  createPipeline(passingDecoder(), { derived: channels })

/** A batch's values by channel name. */
function valuesOf(items: readonly Item[]): Record<string, number[]> {
  const batch = items.find(item => item.kind === 'batch')
  if (batch?.kind !== 'batch') throw new Error('no batch')
  return Object.fromEntries(
    batch.channels.map(({ name, index }) => [name, Array.from(batch.value[index].subarray(0, batch.count))])
  )
}

describe('the derived stage', () => {
  it('tells of a derived channel that appears, and gives it mean, anomaly and light like any other', () => {
    const answer = pipelineWith(derived('sum', 'a + b')).send(batchOf(0, { a: [1, 2], b: [10, 20] }))
    expect(answer[0]).toMatchObject({ kind: 'channels', names: ['a', 'b', 'sum'] })
    const batch = answer[1]
    if (batch.kind !== 'batch') throw new Error('no batch')
    expect(Array.from(batch.mean[2].subarray(0, 2))).toEqual([11, 16.5])
    expect([batch.value, batch.score, batch.anomaly, batch.state].map(columns => columns.length)).toEqual([3, 3, 3, 3])
  })

  it('keeps the same table until a channel appears, and every channel’s number when one does', () => {
    const pipeline = pipelineWith(derived('twice', 'a * 2'))
    const { channels } = batchOf(0, { a: [1] })
    const tables = [1, 2].map(value => {
      const batch = pipeline.send({ ...batchOf(0, { a: [value] }), channels }).find(item => item.kind === 'batch')
      return batch?.kind === 'batch' ? batch.channels : null
    })
    expect(tables[1]).toBe(tables[0])
    expect(Object.keys(valuesOf(pipeline.send(batchOf(2, { a: [3], late: [4] }))))).toEqual(['a', 'twice', 'late'])
  })

  it('lets a device’s channel of the same name win and take over the column', () => {
    const pipeline = pipelineWith(derived('p', 'a * 2'), derived('q', 'p + 1'))
    expect(valuesOf(pipeline.send(batchOf(0, { a: [1] })))).toEqual({ a: [1], p: [2], q: [3] })
    expect(valuesOf(pipeline.send(batchOf(1, { a: [1], p: [50] })))).toEqual({ a: [1], p: [50], q: [51] })
    expect(pipeline.derived.map(({ problem }) => problem)).toEqual([
      'the device has a channel p of its own: give this one another name',
      null
    ])
    expect(pipeline.layout.kindOf(1)).toBe('device')
  })

  it('makes room when a device’s channel is renamed to a derived one’s name', () => {
    const pipeline = pipelineWith(derived('temp', 'b'))
    pipeline.send(batchOf(0, { ch1: [1], b: [2] }))
    expect(valuesOf(pipeline.send(batchOf(1, { temp: [1], b: [2] })))).toEqual({
      temp: [1],
      b: [2],
      'temp (derived)': [NaN]
    })
  })

  it('changes at a known sample, keeps what an unchanged part remembers, and empties what is removed', () => {
    const pipeline = pipelineWith(derived('sum', 'integral(a)'), derived('gone', 'a'))
    pipeline.send(batchOf(0, { a: [1000, 1000, 1000] }))
    const event = { kind: 'derived', time: 2, sample: 3, channels: [derived('sum', 'integral(a) * 10')] } as const
    pipeline.send({ ...event, channels: [...event.channels] })
    expect(valuesOf(pipeline.send(batchOf(3, { a: [1000] })))).toEqual({ a: [1000], sum: [30], gone: [NaN] })
    expect(pipeline.layout.kindOf(2)).toBe('retired')
  })

  it('begins derivatives anew at a gap', () => {
    const pipeline = pipelineWith(derived('slope', 'derivative(a)'))
    expect(valuesOf(pipeline.send(batchOf(0, { a: [1, 2] }))).slope).toEqual([NaN, 1000])
    pipeline.send({ kind: 'gap', time: 2, from: 1 })
    expect(valuesOf(pipeline.send(batchOf(2, { a: [5, 7] }))).slope).toEqual([NaN, 2000])
  })

  it('goes on from a snapshot, and from one of a version that knew no derived channels', () => {
    const one = pipelineWith(derived('s', 'integral(a) + t'))
    one.send(batchOf(1000, { a: [1000, 1000] }))
    const taken = JSON.parse(JSON.stringify(one.snapshot())) as Record<string, unknown>
    const other = pipelineWith(derived('s', 'integral(a) + t'))
    other.restore(taken)
    expect(valuesOf(other.send(batchOf(1002, { a: [1000] })))).toEqual(valuesOf(one.send(batchOf(1002, { a: [1000] }))))
    const { derived: _derived, triggers: _triggers, ...older } = taken
    const third = pipelineWith(derived('s', 'integral(a) + t'))
    third.restore({ ...older, version: 1 })
    expect(valuesOf(third.send(batchOf(1002, { a: [1000] }))).s).toEqual([0])
  })

  it('goes on with the others when one from an older file cannot be read', () => {
    const pipeline = pipelineWith(derived('bad', 'nosuch(a)'), derived('good', 'a + 1'))
    expect(valuesOf(pipeline.send(batchOf(0, { a: [1] })))).toEqual({ a: [1], good: [2] })
    expect(pipeline.derived[0].problem).toContain('there is no function nosuch')
  })
})
