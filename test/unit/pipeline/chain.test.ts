import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPipeline, type Pipeline } from '@main/pipeline/chain'
import { SignalboxError } from '@shared/base/errors'
import { LightSettings } from '@shared/model/settings'
import type { Item } from '@shared/model/item'
import { StreamEvent } from '@shared/model/event'
import { batchOf, columnsOf, passingDecoder, settingsEvent, settingsOf } from './batches'

const textbook = settingsOf({
  window: 4,
  anomaly: { kind: 'deviation', threshold: 3 },
  lights: LightSettings.parse({ red: { high: 9 } })
})
const kinds = (items: readonly Item[]): string[] => items.map(item => item.kind)
const pipelineWith = (settings = textbook): Pipeline =>
  createPipeline(passingDecoder(), { settings: { '*': settings } })

describe('the pipeline', () => {
  it('answers a batch with every column, then the events in it with the samples they happened at', () => {
    const answer = pipelineWith().send(batchOf(100, { a: [0, 2, 10], b: [5, 5, 5] }))
    expect(columnsOf(answer[0])).toEqual({
      a: {
        mean: [0, 1, 4],
        deviation: [NaN, Math.SQRT2, Math.sqrt(28)],
        score: [0, 1, 6],
        anomaly: [0, 0, 1],
        state: [0, 0, 2]
      },
      b: { mean: [5, 5, 5], deviation: [NaN, 0, 0], score: [0, 0, 0], anomaly: [0, 0, 0], state: [0, 0, 0] }
    })
    expect(answer.slice(1)).toEqual([
      {
        kind: 'state',
        channel: 'a',
        sample: 102,
        time: 102,
        value: 10,
        from: 'green',
        to: 'red',
        cause: 'above red limit 9'
      },
      { kind: 'anomaly', channel: 'a', sample: 102, time: 102, value: 10, score: 6 }
    ])
  })

  it('tells of a step out of a flat line, and of an infinite value, in events that can travel', () => {
    const settings = settingsOf({
      window: 4,
      anomaly: { kind: 'zscore', threshold: 3 },
      lights: LightSettings.parse({ red: { high: 9 } })
    })
    const answer = pipelineWith(settings).send(batchOf(0, { a: [1, 1, 1, 1, 1, 2], b: [1, 1, 1, 1, 1, Infinity] }))
    const events = answer.slice(1).map(event => StreamEvent.parse(JSON.parse(JSON.stringify(event))))
    expect(events).toMatchObject([
      { kind: 'state', channel: 'b', value: null },
      { kind: 'anomaly', channel: 'a', value: 2, score: null },
      { kind: 'anomaly', channel: 'b', value: null, score: null }
    ])
  })

  it('passes what no stage cares about untouched and in order', () => {
    const mark: StreamEvent = { kind: 'mark', time: 1, label: 'here' }
    const gap: StreamEvent = { kind: 'gap', time: 2, from: 1 }
    const pipeline = createPipeline(passingDecoder(() => [mark, batchOf(0, { a: [1] }), gap, batchOf(1, { a: [2] })]))
    const answer = pipeline.send({ kind: 'chunk', bytes: new Uint8Array(1), ends: [1], times: [0] })
    expect(kinds(answer)).toEqual(['mark', 'batch', 'gap', 'batch'])
    expect(answer[0]).toBe(mark)
    expect(answer[2]).toBe(gap)
    expect([answer[1], answer[3]].map(item => columnsOf(item).a.mean)).toEqual([[1], [1.5]])
  })

  it('keeps every batch of one answer readable until the next send, and takes the storage back then', () => {
    const pipeline = createPipeline(
      passingDecoder(item => (item.kind === 'mark' ? [batchOf(0, { a: [1, 2] }), batchOf(2, { a: [9] })] : [item]))
    )
    const first = pipeline.send({ kind: 'mark', time: 0, label: '' })
    expect(first.map(item => columnsOf(item).a.mean)).toEqual([[1, 1.5], [4]])
    const [again] = pipeline.send(batchOf(3, { a: [1, 1] }))
    expect(again.kind === 'batch' && first[0].kind === 'batch' && again.mean[0] === first[0].mean[0]).toBe(true)
  })

  it('takes settings over in its stream: from the next row on, keeping the last samples', () => {
    const pipeline = pipelineWith(settingsOf({ window: 3, anomaly: { kind: 'none' } }))
    pipeline.send(batchOf(0, { a: [1, 2, 3], b: [1, 2, 3] }))
    const event = settingsEvent('a', settingsOf({ window: 5, anomaly: { kind: 'none' } }), pipeline.rows)
    expect(pipeline.rows).toBe(3)
    expect(pipeline.send(event)).toEqual([event])
    const [batch] = pipeline.send(batchOf(3, { a: [4, 5, 6], b: [4, 5, 6] }))
    expect(columnsOf(batch).a.mean).toEqual([2.5, 3, 4])
    expect(columnsOf(batch).b.mean).toEqual([3, 4, 5])
  })

  it('gives channels that appear later the last settings for every channel, or their own', () => {
    const pipeline = createPipeline(passingDecoder(), { settings: { b: textbook } })
    pipeline.send(settingsEvent('*', settingsOf({ window: 1 })))
    pipeline.send(settingsEvent('c', settingsOf({ window: 2 })))
    const [batch] = pipeline.send(batchOf(0, { a: [1, 2, 3], b: [1, 2, 3], c: [1, 2, 3] }))
    expect(columnsOf(batch).a.mean).toEqual([1, 2, 3])
    expect(columnsOf(batch).b.mean).toEqual([1, 2, 3])
    expect(columnsOf(batch).c.mean).toEqual([1, 1.5, 2.5])
  })

  it('lets a channel that is renamed keep its window and take its new name’s settings', () => {
    const pipeline = createPipeline(passingDecoder(), { settings: { temperature: settingsOf({ window: 2 }) } })
    pipeline.send(batchOf(0, { ch1: [1, 2, 3] }))
    const [batch] = pipeline.send(batchOf(3, { temperature: [4, 5] }))
    expect(columnsOf(batch).temperature.mean).toEqual([3.5, 4.5])
  })

  it('starts pending lamp delays anew at a gap, and keeps lights and windows', () => {
    for (const event of [
      { kind: 'gap', time: 2, from: 1 },
      { kind: 'disconnected', time: 2, device: 'd', reason: 'unplugged', bytes: 1 }
    ] as const) {
      const pipeline = pipelineWith(settingsOf({ lights: LightSettings.parse({ red: { high: 9 }, onDelay: 2 }) }))
      const [before] = pipeline.send(batchOf(0, { a: [10, 10] }))
      expect(columnsOf(before).a.state).toEqual([0, 0])
      pipeline.send(event)
      const [after] = pipeline.send(batchOf(2, { a: [10, 10, 10] }))
      expect(columnsOf(after).a.state).toEqual([0, 0, 2])
      expect(columnsOf(after).a.mean).toEqual([10, 10, 10])
      pipeline.send(event)
      expect(columnsOf(pipeline.send(batchOf(5, { a: [10] }))[0]).a.state).toEqual([2])
    }
  })

  it('goes on from a snapshot that went through JSON as if nothing had happened', () => {
    const samples = fc.array(
      fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 14 }) },
        { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity) }
      ),
      { minLength: 1, maxLength: 30 }
    )
    const settings = settingsOf({
      window: 7,
      anomaly: { kind: 'zscore', threshold: 2 },
      lights: LightSettings.parse({ yellow: { high: 8 }, red: { high: 11 }, deadband: 1, onDelay: 2, offDelay: 3 })
    })
    fc.assert(
      fc.property(samples, samples, (before, after) => {
        const one = pipelineWith(settings)
        one.send(batchOf(0, { a: before, b: before.map(value => -value) }))
        const other = pipelineWith(settings)
        other.restore(JSON.parse(JSON.stringify(one.snapshot())))
        const next = (): Item => batchOf(before.length, { a: after, b: after })
        const [made, expected] = [other.send(next()), one.send(next())]
        expect(columnsOf(made[0])).toEqual(columnsOf(expected[0]))
        expect(made.slice(1)).toEqual(expected.slice(1))
      })
    )
  })

  it('refuses a snapshot that is none', () => {
    const wrong = { ...pipelineWith().snapshot(), version: 99 }
    for (const snapshot of [wrong, null, {}]) expect(() => pipelineWith().restore(snapshot)).toThrow(SignalboxError)
  })

  it('shows what each stage has seen and how it is', () => {
    const pipeline = pipelineWith()
    expect(pipeline.stages.map(({ name, state }) => [name, state])).toEqual(
      ['decoder', 'derived', 'statistics', 'anomaly', 'lights', 'triggers'].map(name => [name, 'created'])
    )
    pipeline.send(batchOf(0, { a: [0, 0, 20] }))
    pipeline.send({ kind: 'mark', time: 0, label: '' })
    expect(pipeline.stages).toEqual([
      { name: 'decoder', state: 'suspended', items: 2, rows: 3, lastError: null },
      { name: 'derived', state: 'suspended', items: 2, rows: 3, lastError: null },
      { name: 'statistics', state: 'suspended', items: 2, rows: 3, lastError: null },
      { name: 'anomaly', state: 'suspended', items: 2, rows: 3, lastError: null },
      { name: 'lights', state: 'suspended', items: 3, rows: 3, lastError: null },
      { name: 'triggers', state: 'suspended', items: 4, rows: 3, lastError: null }
    ])
  })

  it('closes its stages, but not the decoder, when it is stopped or a fault is injected', () => {
    for (const end of [
      (pipeline: Pipeline) => pipeline.stop(),
      (pipeline: Pipeline) => expect(() => pipeline.fail(new Error('injected'))).toThrow('injected')
    ]) {
      const decoder = passingDecoder()
      const pipeline = createPipeline(decoder)
      pipeline.send(batchOf(0, { a: [1] }))
      end(pipeline)
      expect(pipeline.stages.map(({ state }) => state)).toEqual([
        'suspended',
        'closed',
        'closed',
        'closed',
        'closed',
        'closed'
      ])
      expect(pipeline.state).toBe('closed')
      expect(kinds(createPipeline(decoder).send(batchOf(1, { a: [1] })))).toEqual(['batch'])
    }
  })

  it('says which stage broke, and why', () => {
    const pipeline = pipelineWith()
    const broken = { ...batchOf(0, { a: [1] }), value: [] }
    expect(() => pipeline.send(broken)).toThrow()
    expect(pipeline.stages.map(({ lastError }) => lastError !== null)).toEqual([
      false,
      false,
      true,
      false,
      false,
      false
    ])
    expect(pipeline.state).toBe('closed')
  })
})
