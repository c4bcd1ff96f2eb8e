import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SignalboxError } from '@shared/base/errors'
import { manualClock } from '@shared/base/manual-clock'
import { fromIterable, mapReduce, pump } from '@shared/flow'
import { settled } from '../../support/flow-collect'
import { probe } from '../../support/flow-probe'

const { signal } = new AbortController()

describe('mapReduce', () => {
  it('reduces in the order of the batches, however many are mapped at once', async () => {
    const batches = fc.array(fc.record({ value: fc.integer(), hops: fc.nat(20) }))
    await fc.assert(
      fc.asyncProperty(batches, fc.integer({ min: 1, max: 6 }), async (given, concurrency) => {
        let under = 0
        let most = 0
        const answer = await mapReduce(
          fromIterable(given),
          {
            concurrency,
            async map({ value, hops }) {
              most = Math.max(most, ++under)
              for (let hop = 0; hop < hops; hop++) await Promise.resolve()
              under--
              return value
            },
            initial: (): number[] => [],
            reduce: (total, part) => [...total, part]
          },
          signal
        )
        expect(answer).toEqual(given.map(({ value }) => value))
        expect(most).toBeLessThanOrEqual(concurrency)
      })
    )
  })

  it.each(['map', 'reduce'] as const)('returns the source before it rejects with an error of %s', async where => {
    const failure = new Error(where)
    const source = probe({ items: 5, then: 'park' })
    const fail = (at: typeof where): void => {
      if (at === where) throw failure
    }
    const answer = mapReduce(
      source.source,
      {
        map: item => (fail('map'), item),
        initial: () => 0,
        reduce: total => (fail('reduce'), total + 1)
      },
      signal
    )
    await expect(answer).rejects.toBe(failure)
    expect(source).toMatchObject({ released: 1, returns: 1 })
  })

  it('rejects with the error of the source', async () => {
    const failure = new Error('the file is cut')
    const source = probe({ items: 1, then: failure })
    const counting = { map: () => 1, initial: () => 0, reduce: (total: number, part: number) => total + part }
    await expect(mapReduce(source.source, counting, signal)).rejects.toBe(failure)
  })

  it('leaves a map behind that never answers when it is cancelled', async () => {
    const controller = new AbortController()
    const source = probe({ items: 5, then: 'park' })
    const endless = { map: () => new Promise<number>(() => undefined), initial: () => 0, reduce: () => 0 }
    const answer = mapReduce(source.source, endless, controller.signal)
    await settled()
    controller.abort()
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
    expect(source.released).toBe(1)
  })
})

describe('pump', () => {
  it('waits for its consumer with each item and tells how it went', async () => {
    const clock = manualClock(50)
    const source = probe({ items: 3, then: 'complete' })
    const pulls: number[] = []
    const pumping = pump(
      source.source,
      async () => {
        pulls.push(source.pulls)
        await clock.sleep(10)
      },
      { signal, clock }
    )
    await clock.advance(30)
    expect(await pumping).toEqual({ end: 'completed', items: 3, started: 50, ended: 80 })
    expect(pulls).toEqual([1, 2, 3])
  })

  it('tells a failure of the source, with what was consumed before', async () => {
    const failure = new Error('the cable is loose')
    const source = probe({ items: 2, then: failure })
    const summary = await pump(source.source, () => undefined, { signal })
    expect(summary).toMatchObject({ end: 'failed', error: failure, items: 2 })
  })

  it.each([
    [
      'at once',
      () => {
        throw new Error('disk full')
      }
    ],
    ['later', () => Promise.reject(new Error('disk full'))]
  ])('returns the source when the consumer fails %s', async (_, consume) => {
    const source = probe({ items: 2, then: 'park' })
    const summary = await pump(source.source, consume, { signal })
    expect(summary).toMatchObject({ end: 'failed', error: { message: 'disk full' }, items: 0 })
    expect(source).toMatchObject({ returns: 1, released: 1 })
  })

  it('tells a cancellation from a failure, by the signal or from within', async () => {
    const controller = new AbortController()
    const source = probe({ items: 2, then: 'park' })
    const pumping = pump(source.source, () => undefined, { signal: controller.signal })
    await settled()
    controller.abort()
    expect(await pumping).toMatchObject({ end: 'cancelled', items: 2 })
    expect(source.released).toBe(1)
    const inside = probe({ items: 1, then: new SignalboxError('cancelled', 'stopped') })
    expect(await pump(inside.source, () => undefined, { signal })).toMatchObject({ end: 'cancelled', items: 1 })
  })
})
