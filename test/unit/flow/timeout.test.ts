import { describe, expect, it } from 'vitest'
import { manualClock } from '@shared/base/manual-clock'
import { pipe, timeout } from '@shared/flow'
import { collectUntilError, open, settled } from '../../support/flow-collect'
import { probe } from '../../support/flow-probe'
import { valve } from '../../support/flow-valve'

describe('timeout', () => {
  it('fails when an item takes too long, names what did, and releases it', async () => {
    const clock = manualClock()
    const source = probe({ items: 2, then: 'park' })
    const reading = collectUntilError(pipe(source.source, timeout({ milliseconds: 500, name: 'ttyUSB0', clock })))
    await clock.advance(499)
    expect(source.released).toBe(0)
    await clock.advance(1)
    const { items, error } = await reading
    expect(items).toHaveLength(2)
    expect(error).toMatchObject({ code: 'timeout', message: 'ttyUSB0 sent nothing for 500 ms' })
    expect(source.released).toBe(1)
    expect(clock.sleeping).toBe(0)
  })

  it('gives each item its full time, and never counts the time of the reader', async () => {
    const clock = manualClock()
    const input = valve<number>()
    const iterator = open(pipe(input.source, timeout({ milliseconds: 100, name: 'it', clock })))
    for (let item = 0; item < 5; item++) {
      const next = iterator.next()
      await clock.advance(99)
      input.push(item)
      expect(await next).toEqual({ done: false, value: item })
      await clock.advance(item * 77)
    }
    const next = iterator.next().catch((error: unknown) => error)
    const called = clock.now()
    await clock.advance(99)
    expect(clock.sleeping).toBe(1)
    await clock.advance(1)
    expect(await next).toMatchObject({ code: 'timeout' })
    expect(clock.now()).toBe(called + 100)
  })

  it('sets one timer for many items', async () => {
    const clock = manualClock()
    let sleeps = 0
    const counting = {
      ...clock,
      now: clock.now,
      sleep: (ms: number, signal?: AbortSignal) => (sleeps++, clock.sleep(ms, signal))
    }
    const source = probe({ items: 1000, then: 'park' })
    const iterator = open(pipe(source.source, timeout({ milliseconds: 100, name: 'it', clock: counting })))
    for (let item = 0; item < 1000; item++) await iterator.next()
    await settled()
    expect(sleeps).toBe(1)
    await iterator.return?.()
    expect(clock.sleeping).toBe(0)
  })
})
