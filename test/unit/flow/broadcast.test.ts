import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { broadcast, fromIterable, map, pipe, type Source, type WhenFull } from '@shared/flow'
import { collect, collectUntilError, open, settled } from '../../support/flow-collect'
import { probe } from '../../support/flow-probe'
import { valve } from '../../support/flow-valve'

const numbers = (count: number): Source<number> => fromIterable(Array.from({ length: count }, (_, index) => index))
const slowly = (hops: number): ReturnType<typeof map<number, number>> =>
  map(async item => {
    for (let hop = 0; hop < hops; hop++) await Promise.resolve()
    return item
  })

describe('broadcast', () => {
  it('gives every reader what its own policy allows, however slow the others are', async () => {
    const reader = fc.record({
      capacity: fc.integer({ min: 1, max: 6 }),
      whenFull: fc.constantFrom<WhenFull>('wait', 'dropOldest', 'dropNewest', 'fail'),
      hops: fc.nat(30)
    })
    await fc.assert(
      fc.asyncProperty(fc.nat(30), fc.array(reader, { minLength: 1, maxLength: 5 }), async (count, readers) => {
        const hub = broadcast(pipe(numbers(count), slowly(3)), { startAt: readers.length })
        const results = await Promise.all(
          readers.map(async ({ capacity, whenFull, hops }) => {
            const dropped: number[] = []
            const source = hub.subscribe({ capacity, whenFull, onDrop: item => dropped.push(item) })
            return { whenFull, dropped, ...(await collectUntilError(pipe(source, slowly(hops)))) }
          })
        )
        const all = Array.from({ length: count }, (_, index) => index)
        for (const { whenFull, items, dropped, error } of results) {
          if (whenFull === 'fail' && error) {
            expect(error).toMatchObject({ code: 'overflow' })
            expect(items).toEqual(all.slice(0, items.length))
            continue
          }
          expect(error).toBeUndefined()
          expect([...items, ...dropped].toSorted((left, right) => left - right)).toEqual(all)
          expect(items).toEqual(items.toSorted((left, right) => left - right))
          if (whenFull === 'wait' || whenFull === 'fail') expect(dropped).toEqual([])
          if (whenFull === 'dropOldest') expect(items.at(-1)).toBe(all.at(-1))
        }
        expect(hub.subscribers).toBe(0)
      })
    )
  })

  it('calls the source once for all, with the first reader, and returns it with the last', async () => {
    const source = probe({ items: 9, then: 'park' })
    const hub = broadcast(source.source)
    const queue = { capacity: 9, whenFull: 'dropOldest' } as const
    const [first, second] = [open(hub.subscribe(queue)), open(hub.subscribe(queue))]
    await settled()
    expect(source.calls).toBe(0)
    await Promise.all([first.next(), second.next()])
    expect(source.calls).toBe(1)
    expect(hub.subscribers).toBe(2)
    await first.return?.()
    expect(source).toMatchObject({ released: 0 })
    await second.return?.()
    expect(source).toMatchObject({ calls: 1, released: 1 })
    expect(hub.subscribers).toBe(0)
    const third = open(hub.subscribe(queue))
    await third.next()
    expect(source.calls).toBe(2)
    await third.return?.()
  })

  it('outlives the signal of any one reader', async () => {
    const input = valve<number>()
    const hub = broadcast(input.source)
    const leaving = new AbortController()
    const gone = collectUntilError(hub.subscribe({ capacity: 1, whenFull: 'wait' }), leaving.signal)
    const stayed = collect(hub.subscribe({ capacity: 1, whenFull: 'wait' }))
    input.push(1, 2, 3, 4, 5)
    await settled()
    leaving.abort()
    expect((await gone).error).toMatchObject({ code: 'cancelled' })
    input.push(6)
    input.end()
    expect(await stayed).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('is freed from a reader it waits for when that reader leaves', async () => {
    const hub = broadcast(numbers(10), { startAt: 2 })
    const slow = open(hub.subscribe({ capacity: 1, whenFull: 'wait' }))
    const fast = collect(hub.subscribe({ capacity: 20, whenFull: 'fail' }))
    await slow.next()
    await settled()
    await slow.return?.()
    expect(await fast).toHaveLength(10)
  })

  it('does not begin before as many read as it was told to wait for', async () => {
    const source = probe({ items: 2, then: 'complete' })
    const hub = broadcast(source.source, { startAt: 2 })
    const queue = { capacity: 1, whenFull: 'wait' } as const
    const first = collect(hub.subscribe(queue))
    await settled()
    expect(source.calls).toBe(0)
    expect(await collect(hub.subscribe(queue))).toHaveLength(2)
    expect(await first).toHaveLength(2)
  })

  it('gives its error to every reader after what is in its queue', async () => {
    const failure = new Error('the cable is loose')
    const hub = broadcast(probe({ items: 3, then: failure }).source, { startAt: 2 })
    const queue = { capacity: 3, whenFull: 'fail' } as const
    for (const { items, error } of await Promise.all([
      collectUntilError(hub.subscribe(queue)),
      collectUntilError(hub.subscribe(queue))
    ])) {
      expect(items).toHaveLength(3)
      expect(error).toBe(failure)
    }
  })

  it('refuses a capacity nobody can build', () => {
    expect(() => broadcast(numbers(1)).subscribe({ capacity: 0, whenFull: 'wait' })).toThrow(/capacity/)
  })
})
