import { describe, expect, it } from 'vitest'
import { systemClock } from '@shared/base/clock'
import { manualClock } from '@shared/base/manual-clock'
import { countingController } from '../../support/flow-probe'

const cancelled = expect.objectContaining({ code: 'cancelled' })

describe('a manual clock', () => {
  it('wakes sleepers in the order of their times, each at its own', async () => {
    const clock = manualClock(1000)
    const woken: [string, number][] = []
    const sleep = (name: string, milliseconds: number): void =>
      void clock.sleep(milliseconds).then(() => woken.push([name, clock.now()]))
    sleep('late', 30)
    sleep('early', 10)
    sleep('also early', 10)
    sleep('too late', 31)
    await clock.advance(30)
    expect(woken).toEqual([
      ['early', 1010],
      ['also early', 1010],
      ['late', 1030]
    ])
    expect(clock.now()).toBe(1030)
    expect(clock.sleeping).toBe(1)
    expect(clock.nextDue).toBe(1031)
  })

  it('lets a sleeper sleep again within one advance, through promises and the event loop', async () => {
    const clock = manualClock()
    const ticks: number[] = []
    const run = async (): Promise<void> => {
      while (ticks.length < 5) {
        await clock.sleep(10)
        await new Promise(resolve => setImmediate(resolve))
        for (let hop = 0; hop < 100; hop++) await Promise.resolve()
        ticks.push(clock.now())
      }
    }
    const done = run()
    await clock.advance(50)
    await done
    expect(ticks).toEqual([10, 20, 30, 40, 50])
    expect(clock.nextDue).toBe(Infinity)
  })

  it('never moves by itself, and wakes what is due now when it advances by nothing', async () => {
    const clock = manualClock(5)
    let woken = false
    void clock.sleep(-1).then(() => (woken = true))
    await new Promise(resolve => setImmediate(resolve))
    expect(woken).toBe(false)
    await clock.advance(0)
    expect(woken).toBe(true)
    expect(clock.now()).toBe(5)
  })

  it('cancels a sleep at once and leaves nothing behind', async () => {
    const clock = manualClock()
    const { controller, signal, listeners } = countingController()
    const sleep = clock.sleep(10, signal)
    expect(listeners()).toBe(1)
    controller.abort()
    await expect(sleep).rejects.toEqual(cancelled)
    await expect(clock.sleep(10, signal)).rejects.toEqual(cancelled)
    expect(clock.sleeping).toBe(0)
    const other = countingController()
    const slept = clock.sleep(10, other.signal)
    await clock.advance(10)
    await slept
    expect(other.listeners()).toBe(0)
  })

  it('refuses to go backwards and to be advanced twice at once', async () => {
    const clock = manualClock()
    await expect(clock.advance(-1)).rejects.toEqual(expect.objectContaining({ code: 'bad-input' }))
    await expect(clock.advance(NaN)).rejects.toEqual(expect.objectContaining({ code: 'bad-input' }))
    const first = clock.advance(1)
    await expect(clock.advance(1)).rejects.toEqual(expect.objectContaining({ code: 'fault' }))
    await first
    await clock.advance(1)
    expect(clock.now()).toBe(2)
  })

  it('lets the event loop be given from outside', async () => {
    let turns = 0
    const clock = manualClock(0, { turn: async () => void turns++ })
    void clock.sleep(1)
    await clock.advance(1)
    expect(turns).toBeGreaterThan(1)
  })
})

describe('the system clock', () => {
  it('never goes backwards and agrees with the wall', () => {
    const first = systemClock.now()
    expect(systemClock.now()).toBeGreaterThanOrEqual(first)
    expect(Math.abs(first - Date.now())).toBeLessThan(60_000)
  })

  it('sleeps, and cancels at once, leaving nothing on the signal', async () => {
    const { controller, signal, listeners } = countingController()
    await systemClock.sleep(0, signal)
    await systemClock.sleep(0)
    expect(listeners()).toBe(0)
    const long = systemClock.sleep(1e9, signal)
    controller.abort()
    await expect(long).rejects.toEqual(cancelled)
    await expect(systemClock.sleep(0, signal)).rejects.toEqual(cancelled)
    expect(listeners()).toBe(0)
  })
})
