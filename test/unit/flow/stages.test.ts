import { describe, expect, expectTypeOf, it } from 'vitest'
import { filter, fromIterable, map, pipe, take, tap, type Source } from '@shared/flow'
import { collect, collectUntilError, open, settled } from '../../support/flow-collect'
import { probe } from '../../support/flow-probe'

describe('pipe', () => {
  it('puts the stages behind the source in their order', async () => {
    const piped = pipe(
      fromIterable([1, 2, 3, 4, 5]),
      filter(value => value % 2 === 1),
      map(value => value * 10),
      map(value => `${value} mV`),
      take(2)
    )
    expectTypeOf(piped).toEqualTypeOf<Source<string>>()
    expect(await collect(piped)).toEqual(['10 mV', '30 mV'])
  })
})

describe('map', () => {
  it('awaits promises one at a time, in order, and hands its transform the signal', async () => {
    const { signal } = new AbortController()
    let under = 0
    const stage = map(async (value: number, given: AbortSignal) => {
      expect(given).toBe(signal)
      expect(++under).toBe(1)
      await settled(1)
      under--
      return value * 2
    })
    expect(await collect(pipe(fromIterable([1, 2, 3]), stage), signal)).toEqual([2, 4, 6])
  })
})

describe.each([
  ['map', map<unknown, unknown>],
  ['filter', (fail: () => boolean) => filter<unknown>(fail)],
  ['tap', tap<unknown>]
])('%s', (_, make) => {
  it('returns the source when its own function throws', async () => {
    const failure = new Error('bad function')
    const source = probe({ items: 3, then: 'park' })
    const stage = make(() => {
      throw failure
    })
    expect(await collectUntilError(stage(source.source))).toEqual({ items: [], error: failure })
    expect(source).toMatchObject({ returns: 1, released: 1 })
  })
})

describe('filter', () => {
  it('narrows the type when it is given a type guard', async () => {
    const source: Source<number | string> = fromIterable([1, 'a', 2])
    const numbers = pipe(
      source,
      filter((item): item is number => typeof item === 'number')
    )
    expectTypeOf(numbers).toEqualTypeOf<Source<number>>()
    expect(await collect(numbers)).toEqual([1, 2])
  })
})

describe('take', () => {
  it('returns an endless source after the last item it wants', async () => {
    const source = probe({ items: 1e9, then: 'park' })
    expect(await collect(pipe(source.source, take(3)))).toHaveLength(3)
    expect(source).toMatchObject({ pulls: 3, returns: 1, released: 1 })
  })

  it.each([0, -1])('never pulls for %s items', async count => {
    const source = probe({ items: 3, then: 'complete' })
    expect(await collect(pipe(source.source, take(count)))).toEqual([])
    expect(source.calls).toBe(0)
  })
})

describe('tap', () => {
  it('sees every item before the reader does', async () => {
    const order: string[] = []
    const source = pipe(
      fromIterable(['a', 'b']),
      tap(item => void order.push(`tap ${item}`))
    )
    for await (const item of source(new AbortController().signal)) order.push(`reader ${item}`)
    expect(order).toEqual(['tap a', 'reader a', 'tap b', 'reader b'])
  })
})

describe('fromIterable', () => {
  it('reads arrays, generators and async iterables', async () => {
    expect(await collect(fromIterable(new Set([1, 2])))).toEqual([1, 2])
    const generated = fromIterable(function* () {
      yield* 'ab'
    })
    expect(await collect(generated)).toEqual(['a', 'b'])
    expect(await collect(generated)).toEqual(['a', 'b'])
    const later = fromIterable(async function* () {
      yield 1
    })
    expect(await collect(later)).toEqual([1])
  })

  it('ends an endless synchronous generator between two items, and returns it', async () => {
    const controller = new AbortController()
    let released = false
    const endless = fromIterable(function* () {
      try {
        for (;;) yield 1
      } finally {
        released = true
      }
    })
    const iterator = open(endless, controller.signal)
    await iterator.next()
    controller.abort()
    await expect(iterator.next()).rejects.toMatchObject({ code: 'cancelled' })
    expect(released).toBe(true)
  })

  it('leaves an iterator behind that never answers, but has asked it to return', async () => {
    const controller = new AbortController()
    let returned = 0
    const silent: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return() {
          returned++
          return new Promise(() => undefined)
        }
      })
    }
    const pull = open(fromIterable(silent), controller.signal).next()
    controller.abort()
    await expect(pull).rejects.toMatchObject({ code: 'cancelled' })
    expect(returned).toBe(1)
  })
})
