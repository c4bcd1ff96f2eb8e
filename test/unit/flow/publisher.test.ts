import { describe, expect, it } from 'vitest'
import { publisher } from '@shared/flow'
import { collect, collectUntilError, open, settled } from '../../support/flow-collect'
import { countingController } from '../../support/flow-probe'

const queue = { capacity: 4, whenFull: 'dropOldest' } as const

describe('a publisher', () => {
  it('delivers from the first pull on, at once', async () => {
    const news = publisher<string>()
    const source = news.subscribe(queue)
    news.publish('nobody listens')
    const iterator = open(source)
    news.publish('still nobody')
    const next = iterator.next()
    news.publish('heard')
    expect(await next).toEqual({ done: false, value: 'heard' })
    expect(news.subscribers).toBe(1)
    await iterator.return?.()
    expect(news.subscribers).toBe(0)
  })

  it('begins with the last value when asked to', async () => {
    const news = publisher<number>()
    const replaying = open(news.subscribe({ ...queue, replay: true }))
    const first = replaying.next()
    news.publish(1)
    news.publish(2)
    expect((await first).value).toBe(1)
    expect((await open(news.subscribe({ ...queue, replay: true })).next()).value).toBe(2)
    news.close()
    expect(await collect(news.subscribe({ ...queue, replay: true }))).toEqual([2])
    expect(await collect(news.subscribe(queue))).toEqual([])
    expect((await replaying.next()).value).toBe(2)
    expect((await replaying.next()).done).toBe(true)
  })

  it('lets every subscriber drop or fail for itself', async () => {
    const news = publisher<number>()
    const dropped: number[] = []
    const outcomes = Promise.all([
      collectUntilError(news.subscribe({ capacity: 2, whenFull: 'dropOldest', onDrop: item => dropped.push(item) })),
      collectUntilError(news.subscribe({ capacity: 2, whenFull: 'dropNewest', onDrop: item => dropped.push(item) })),
      collectUntilError(news.subscribe({ capacity: 2, whenFull: 'fail' })),
      collectUntilError(news.subscribe({ capacity: 3, whenFull: 'fail' }))
    ])
    for (const item of [1, 2, 3]) news.publish(item)
    expect(news.subscribers).toBe(3)
    news.close()
    const [oldest, newest, overflowing, roomy] = await outcomes
    expect(oldest).toEqual({ items: [2, 3], error: undefined })
    expect(newest).toEqual({ items: [1, 2], error: undefined })
    expect(overflowing).toMatchObject({ items: [1, 2], error: { code: 'overflow' } })
    expect(roomy).toEqual({ items: [1, 2, 3], error: undefined })
    expect(dropped).toEqual([1, 3])
  })

  it('ends every subscription after what is in its queue, and stays ended', async () => {
    const news = publisher<number>()
    const failure = new Error('the engine stopped')
    const reading = collectUntilError(news.subscribe(queue))
    news.publish(1)
    news.fail(failure)
    news.close()
    news.publish(2)
    expect(await reading).toEqual({ items: [1], error: failure })
    expect((await collectUntilError(news.subscribe(queue))).error).toBe(failure)
  })

  it('lets go of a parked subscriber when its signal aborts', async () => {
    const news = publisher<number>()
    const { controller, signal, listeners } = countingController()
    const next = open(news.subscribe(queue), signal).next()
    await settled()
    controller.abort()
    await expect(next).rejects.toMatchObject({ code: 'cancelled' })
    expect(news.subscribers).toBe(0)
    expect(listeners()).toBe(0)
  })

  it('hangs no more than one listener on a signal that many subscribe with', async () => {
    const news = publisher<number>()
    const { signal, listeners } = countingController()
    const iterators = Array.from({ length: 40 }, () => open(news.subscribe(queue), signal))
    const pulls = iterators.map(iterator => iterator.next())
    expect(listeners()).toBe(1)
    news.publish(7)
    expect((await Promise.all(pulls)).every(result => result.value === 7)).toBe(true)
    await Promise.all(iterators.map(iterator => iterator.return?.()))
    expect(listeners()).toBe(0)
  })

  it('refuses a capacity nobody can build', () => {
    expect(() => publisher().subscribe({ capacity: -1, whenFull: 'fail' })).toThrow(/capacity/)
  })
})
