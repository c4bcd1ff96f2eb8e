import { describe, expect, it } from 'vitest'
import { abortable } from '@shared/base/abort'
import { buffer, filter, map, merge, pipe, publisher, stateful, tap, timeout, type Source } from '@shared/flow'
import { collectGarbage, open } from '../support/flow-collect'
import { countingController } from '../support/flow-probe'

const megabyte = 2 ** 20

/** Bytes on the heap after collecting what can be collected. */
async function heap(): Promise<number> {
  await collectGarbage()
  return process.memoryUsage().heapUsed
}

interface Item {
  readonly index: number
  readonly payload: number[]
}

const endless: Source<Item> = async function* (signal) {
  for (let index = 0; !signal.aborted; index++) yield { index, payload: [index, index, index, index] }
}

describe('memory', () => {
  it('stays flat while a million items pass five operators', async () => {
    const chain = pipe(
      endless,
      map(item => ({ ...item, index: item.index + 1 })),
      filter(item => item.index > 0),
      buffer({ capacity: 64, whenFull: 'wait' }),
      stateful<{ sum: number }, Item, Item>({
        version: 1,
        initial: () => ({ sum: 0 }),
        step(state, item) {
          state.sum += item.index
          return item
        }
      }),
      timeout({ milliseconds: 60_000, name: 'the chain' })
    )
    const iterator = open(chain)
    const read = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index++) await iterator.next()
    }
    await read(100_000)
    const before = await heap()
    await read(900_000)
    const grown = (await heap()) - before
    await iterator.return?.()
    expect(grown).toBeLessThan(megabyte)
  }, 120_000)

  it('keeps nothing of 20,000 aborted waits for one promise that never settles', async () => {
    const never = new Promise<never>(() => undefined)
    const parent = countingController()
    const waitAndAbort = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index++) {
        const controller = new AbortController()
        const wait = abortable(never, controller.signal).catch(() => new Array<number>(100))
        const second = abortable(never, parent.signal)
        second.catch(() => undefined)
        controller.abort()
        await wait
      }
    }
    await waitAndAbort(1000)
    parent.controller.abort()
    const before = await heap()
    await waitAndAbort(20_000)
    expect((await heap()) - before).toBeLessThan(megabyte)
    expect(never).toBeInstanceOf(Promise)
  }, 60_000)

  it('keeps nothing of 20,000 streams that were parked and aborted under one long-lived signal', async () => {
    const { signal, listeners } = countingController()
    const news = publisher<number>()
    const parked: Source<number> = news.subscribe({ capacity: 4, whenFull: 'dropOldest' })
    const joined = merge([
      parked,
      pipe(
        parked,
        tap(() => undefined)
      )
    ])
    const openAndLeave = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index++) {
        const iterator = open(joined, signal)
        const first = iterator.next()
        news.publish(index)
        await first
        await iterator.return?.()
      }
    }
    await openAndLeave(500)
    const before = await heap()
    await openAndLeave(20_000)
    expect((await heap()) - before).toBeLessThan(megabyte)
    expect(news.subscribers).toBe(0)
    expect(listeners()).toBe(0)
  }, 60_000)
})
