import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { manualClock } from '@shared/base/manual-clock'
import { suppressedErrors } from '@shared/base/errors'
import { fromIterable, map, merge, mergeByTime, pipe, type Source } from '@shared/flow'
import { collect, collectUntilError, open, settled } from '../../support/flow-collect'
import { probe } from '../../support/flow-probe'
import { valve } from '../../support/flow-valve'

interface Sent {
  readonly time: number
  readonly from: number
  readonly index: number
}

/** A source that takes a few turns of the microtask queue before each item, so that sources mix. */
function hesitant(items: readonly Sent[], hops: readonly number[]): Source<Sent> {
  return pipe(
    fromIterable(items),
    map(async item => {
      for (let hop = 0; hop < hops[item.index % hops.length]; hop++) await Promise.resolve()
      return item
    })
  )
}

const lanes = fc.array(
  fc.record({
    times: fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 12 }),
    hops: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 })
  }),
  { maxLength: 5 }
)
type Lanes = typeof lanes extends fc.Arbitrary<infer T> ? T : never

function sourcesOf(given: Lanes, sorted: boolean): { sources: Source<Sent>[]; sent: Sent[] } {
  const all = given.map(({ times }, from) => {
    const ordered = sorted ? times.toSorted((left, right) => left - right) : times
    return ordered.map((time, index) => ({ time, from, index }))
  })
  return { sources: all.map((items, lane) => hesitant(items, given[lane].hops)), sent: all.flat() }
}

describe('merge', () => {
  it('loses and repeats nothing and keeps the order of each source', async () => {
    await fc.assert(
      fc.asyncProperty(lanes, async given => {
        const { sources, sent } = sourcesOf(given, false)
        const got = await collect(merge(sources))
        expect(new Set(got).size).toBe(got.length)
        expect(got).toHaveLength(sent.length)
        given.forEach((_, from) => {
          expect(got.filter(item => item.from === from)).toEqual(sent.filter(item => item.from === from))
        })
      })
    )
  })

  it('is not held up by a quiet source', async () => {
    const quiet = probe({ items: 0, then: 'park' })
    const iterator = open(merge([quiet.source, probe({ items: 3, then: 'park' }).source]))
    for (let time = 0; time < 3; time++) expect((await iterator.next()).value).toMatchObject({ time })
    await iterator.return?.()
  })

  it('does not let a fast source crowd out a slower one', async () => {
    const iterator = open(
      merge([
        probe({ name: 'a', items: 1e9, then: 'park' }).source,
        probe({ name: 'b', items: 1e9, then: 'park' }).source
      ])
    )
    const from: unknown[] = []
    for (let count = 0; count < 100; count++) from.push((await iterator.next()).value.from)
    expect(from.filter(name => name === 'a')).toHaveLength(50)
    await iterator.return?.()
  })

  it('throws the first error and attaches what the others said while ending', async () => {
    const [first, second] = [new Error('first'), new Error('cannot close')]
    const failing = probe({ items: 0, then: first })
    const clinging = probe({ items: 0, then: 'park', releaseError: second })
    const { error } = await collectUntilError(merge([clinging.source, failing.source]))
    expect(error).toBe(first)
    expect(suppressedErrors(first)).toEqual([second])
  })

  it('names the one that is stuck, and still ends', async () => {
    const clock = manualClock()
    const stuck = probe({ items: 1, then: 'stuck' })
    const pulled = open(merge([probe({ items: 2, then: 'park' }).source, stuck.source], { clock, patience: 250 }))
    for (let count = 0; count < 3; count++) await pulled.next()
    const ending = pulled.return?.()
    ending?.catch(() => undefined)
    await settled()
    await clock.advance(250)
    await expect(ending).rejects.toThrow(/^merge: source 2 did not end within 250 ms$/)
  })
})

describe('mergeByTime', () => {
  it('gives every item, in time order, equal times in the order of the sources', async () => {
    await fc.assert(
      fc.asyncProperty(lanes, async given => {
        const { sources, sent } = sourcesOf(given, true)
        const got = await collect(mergeByTime(sources, { whenLate: 'fail' }))
        const expected = sent.toSorted((left, right) => left.time - right.time || left.from - right.from)
        expect(got).toEqual(expected)
      })
    )
  })

  it('waits for a source that has shown nothing, however long', async () => {
    const [early, late] = [valve<{ time: number }>(), valve<{ time: number }>()]
    const reading = collect(mergeByTime([early.source, late.source], { whenLate: 'fail' }))
    early.push({ time: 5 })
    early.end()
    await settled()
    late.push({ time: 3 })
    late.end()
    expect(await reading).toEqual([{ time: 3 }, { time: 5 }])
  })

  it('waits no longer than told, and then treats what comes as late', async () => {
    const clock = manualClock()
    const [live, silent] = [valve<{ time: number }>(), valve<{ time: number }>()]
    const late: number[] = []
    const merged = mergeByTime([live.source, silent.source], {
      whenLate: 'drop',
      onLate: (item, count) => late.push(item.time, count),
      waitAtMost: 100,
      clock
    })
    const got: number[] = []
    const reading = (async () => {
      for await (const item of merged(new AbortController().signal)) got.push(item.time)
    })()
    live.push({ time: 10 }, { time: 20 })
    await clock.advance(99)
    expect(got).toEqual([])
    await clock.advance(1)
    expect(got).toEqual([10])
    silent.push({ time: 9 }, { time: 12 })
    await clock.advance(0)
    expect(got).toEqual([10, 12])
    expect(late).toEqual([9, 1])
    live.end()
    silent.end()
    await clock.advance(100)
    await reading
    expect(got).toEqual([10, 12, 20])
    expect(clock.sleeping).toBe(0)
  })

  it.each([
    ['emit', [1, 5, 2, 6], [2]],
    ['drop', [1, 5, 6], [2]],
    ['fail', [1, 5], []]
  ] as const)('does with a source that goes back in time as told: %s', async (whenLate, given, lateOnes) => {
    const late: number[] = []
    const source = fromIterable([1, 5, 2, 6].map(time => ({ time })))
    const merged = mergeByTime([source], { whenLate, onLate: item => late.push(item.time) })
    const { items, error } = await collectUntilError(merged)
    expect(items.map(item => item.time)).toEqual(given)
    expect(late).toEqual(lateOnes)
    if (whenLate === 'fail')
      expect(error).toMatchObject({ code: 'bad-input', message: 'source 1 is 3 ms behind the others' })
    else expect(error).toBeUndefined()
  })

  it('refuses an item without a time', async () => {
    const source = fromIterable([{ time: NaN }])
    const { error } = await collectUntilError(mergeByTime([source], { whenLate: 'emit' }))
    expect(error).toMatchObject({ code: 'bad-input', message: 'source 1 sent an item without a time' })
  })

  it('is empty for no sources', async () => {
    expect(await collect(mergeByTime([], { whenLate: 'fail' }))).toEqual([])
    expect(await collect(merge([]))).toEqual([])
  })
})
