import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clock } from '@shared/base/clock'
import { schedule, type Scheduler } from '@shared/flow'
import { settled } from '../../support/flow-collect'

/** A clock that only work moves, and an event loop that counts its turns. */
function bench(budget?: number): {
  scheduler: Scheduler
  work(milliseconds: number): void
  slices: number[]
  turns: () => number
} {
  let now = 0
  let turns = 0
  let sliceBegan = 0
  const slices: number[] = []
  const clock: Clock = { now: () => now, sleep: () => Promise.reject(new Error('nobody sleeps here')) }
  const scheduler = schedule({
    clock,
    budget,
    async yieldToEventLoop() {
      if (turns++ > 0) slices.push(now - sliceBegan)
      await settled(1)
      sliceBegan = now
    }
  })
  return { scheduler, work: milliseconds => void (now += milliseconds), slices, turns: () => turns }
}

describe('the scheduler', () => {
  it('gives every task one step a round, whatever the others cost', async () => {
    const task = fc.record({ steps: fc.nat(12), cost: fc.integer({ min: 0, max: 6 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(task, { minLength: 1, maxLength: 6 }), async specs => {
        const { scheduler, work, slices } = bench()
        const log: number[] = []
        const tasks = specs.map(({ steps, cost }, index) =>
          scheduler.add(
            `task ${index}`,
            (function* () {
              for (let step = 0; step < steps; step++) {
                log.push(index)
                work(cost)
                yield
              }
              return index
            })()
          )
        )
        expect(log).toEqual([])
        expect(await Promise.all(tasks.map(each => each.done))).toEqual(specs.map((_, index) => index))
        const rounds = Math.max(...specs.map(spec => spec.steps))
        const fair = Array.from({ length: rounds }, (_, round) =>
          specs.flatMap((spec, index) => (spec.steps > round ? [index] : []))
        )
        expect(log).toEqual(fair.flat())
        // A slice ends with the step that uses its 4 ms up; the dearest step takes 6.
        for (const slice of slices) expect(slice).toBeLessThan(4 + 6)
        expect(scheduler.tasks).toEqual([])
      })
    )
  })

  it('keeps to the budget it was given, and gives the thread back in between', async () => {
    const { scheduler, work, slices, turns } = bench(10)
    await scheduler.add(
      'long',
      (function* () {
        for (let step = 0; step < 100; step++) {
          work(1)
          yield
        }
      })()
    ).done
    expect(turns()).toBe(11)
    expect(slices).toEqual(Array.from({ length: 10 }, () => 10))
  })

  it('takes tasks while it runs, also from a task, and starts again after it was idle', async () => {
    const { scheduler } = bench()
    const order: string[] = []
    const say = function* (word: string): Generator<void, void, void> {
      for (let count = 0; count < 2; count++) {
        order.push(word)
        yield
      }
    }
    const parent = scheduler.add(
      'parent',
      (function* () {
        order.push('parent')
        const child = scheduler.add('child', say('child'))
        yield
        order.push('parent')
        return child
      })()
    )
    await (
      await parent.done
    ).done
    expect(order).toEqual(['parent', 'child', 'parent', 'child'])
    await settled()
    await scheduler.add('again', say('again')).done
    expect(order.slice(4)).toEqual(['again', 'again'])
  })

  it('runs the finally blocks of a cancelled task, also those that yield', async () => {
    const { scheduler } = bench()
    const order: string[] = []
    const task = scheduler.add(
      'endless',
      (function* () {
        try {
          for (;;) yield
        } finally {
          order.push('closing')
          yield
          order.push('closed')
        }
      })()
    )
    await settled()
    task.cancel()
    task.cancel()
    task.fail(new Error('too late'))
    await expect(task.done).rejects.toMatchObject({ code: 'cancelled' })
    expect(order).toEqual(['closing', 'closed'])
    expect(task.state).toBe('cancelled')
    task.cancel()
    task.fail(new Error('much too late'))
    expect(task.state).toBe('cancelled')
  })

  it('never starts a task that is cancelled before its first step', async () => {
    const { scheduler } = bench()
    let started = false
    const task = scheduler.add(
      'never',
      (function* () {
        started = true
        yield
      })()
    )
    task.cancel()
    await expect(task.done).rejects.toMatchObject({ code: 'cancelled' })
    expect(started).toBe(false)
  })

  it('raises an error inside a task, which may survive it', async () => {
    const { scheduler } = bench()
    const fault = new Error('injected')
    const life = function* (catches: boolean): Generator<void, string, void> {
      try {
        for (;;) yield
      } catch (error) {
        if (!catches) throw error
        yield
        return (error as Error).message
      }
    }
    const [tough, frail] = [scheduler.add('tough', life(true)), scheduler.add('frail', life(false))]
    await settled()
    tough.fail(fault)
    frail.fail(fault)
    expect(await tough.done).toBe('injected')
    await expect(frail.done).rejects.toBe(fault)
    expect([tough.state, frail.state]).toEqual(['completed', 'failed'])
  })

  it('is not troubled by a task that throws', async () => {
    const { scheduler } = bench()
    const failing = scheduler.add(
      'failing',
      (function* (): Generator<void, void, void> {
        yield
        throw new Error('bug')
      })()
    )
    const fine = scheduler.add(
      'fine',
      (function* () {
        for (let step = 0; step < 5; step++) yield
        return 'fine'
      })()
    )
    expect(await fine.done).toBe('fine')
    await expect(failing.done).rejects.toThrow('bug')
    expect(fine.steps).toBe(6)
  })

  it('gives the thread back under a clock that stands still', async () => {
    const { scheduler, turns } = bench()
    const endless = scheduler.add(
      'endless',
      (function* () {
        for (;;) yield
      })()
    )
    while (turns() < 3) await settled(1)
    expect(endless.steps).toBeGreaterThan(0)
    await scheduler.stop()
  })

  it('stops all its tasks, and resolves when the last has ended', async () => {
    const { scheduler } = bench()
    const endless = function* (): Generator<void, void, void> {
      for (;;) yield
    }
    const tasks = [scheduler.add('a', endless()), scheduler.add('b', endless())]
    await settled()
    expect(scheduler.tasks.map(task => task.name)).toEqual(['a', 'b'])
    await scheduler.stop()
    expect(tasks.map(task => task.state)).toEqual(['cancelled', 'cancelled'])
    await scheduler.stop()
  })
})
