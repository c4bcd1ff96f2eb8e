import { nextTick } from 'vue'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Clock } from '@shared/base/clock'
import { createPreferenceCache } from '@renderer/stores/preference-cache'
import { createPreferenceKeeper, type PreferenceKeeper } from '@renderer/stores/preference-keeper'

const Count = z.object({ n: z.number() }).catch({ n: 0 })

/** A page with a browser's storage of its own or shared, and an engine that can be away. */
function openPage(storage = new Map<string, string>()): {
  keeper: PreferenceKeeper
  storage: Map<string, string>
  told: [string, unknown][]
  engine: { there: boolean; hold?: Promise<void> }
  later(): Promise<void>
} {
  const told: [string, unknown][] = []
  const engine: { there: boolean; hold?: Promise<void> } = { there: true }
  let waiting: (() => void)[] = []
  const clock: Clock = {
    now: () => 0,
    sleep: (_, signal) =>
      new Promise((resolve, reject) => {
        waiting.push(resolve)
        signal?.addEventListener('abort', () => reject(new Error('cancelled')))
      })
  }
  const local = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key)
  } as unknown as Storage
  const keeper = createPreferenceKeeper({
    cache: createPreferenceCache(() => local),
    clock,
    async tell(key, value) {
      if (!engine.there) return false
      told.push([key, value])
      await engine.hold
      return true
    }
  })
  /** Lets the pauses pass that are running, and everything that follows from them. */
  async function later(): Promise<void> {
    await nextTick()
    for (const resolve of waiting.splice(0)) resolve()
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  waiting = []
  return { keeper, storage, told, engine, later }
}

describe('a preference of the page', () => {
  it('is told to the engine once after a burst of changes', async () => {
    const { keeper, told, later } = openPage()
    keeper.take({})
    const count = keeper.of('count', Count)
    for (let n = 1; n <= 5; n++) {
      count.value.n = n
      await nextTick()
    }
    await later()
    expect(told).toEqual([['count', { n: 5 }]])
  })
  it('is the same for everybody who asks', () => {
    const { keeper } = openPage()
    expect(keeper.of('count', Count)).toBe(keeper.of('count', Count))
  })
  it('is never sent before the engine has told what it knows', async () => {
    const { keeper, told, later } = openPage()
    keeper.of('count', Count)
    await later()
    expect(told).toEqual([])
    keeper.take({ count: { n: 8 } })
    expect(keeper.of('count', Count).value).toEqual({ n: 8 })
    await later()
    expect(told).toEqual([])
  })
  it('is in force from the browser, until the engine tells another', () => {
    const { keeper } = openPage(new Map([['signalbox.count', '{"n":3}']]))
    const count = keeper.of('count', Count)
    expect(count.value).toEqual({ n: 3 })
    keeper.take({ count: { n: 4 } })
    expect(count.value).toEqual({ n: 4 })
  })
  it('survives a reload right after the change, though the engine still has the old value', async () => {
    const first = openPage()
    first.keeper.take({ count: { n: 1 } })
    first.keeper.of('count', Count).value = { n: 2 }
    first.engine.there = false
    first.keeper.flush()
    const second = openPage(first.storage)
    const count = second.keeper.of('count', Count)
    second.keeper.take({ count: { n: 1 } })
    await second.later()
    expect(count.value).toEqual({ n: 2 })
    expect(second.told).toEqual([['count', { n: 2 }]])
  })
  it('changed while the engine was away is told when it is back', async () => {
    const { keeper, engine, told, later } = openPage()
    keeper.take({ count: { n: 1 } })
    const count = keeper.of('count', Count)
    engine.there = false
    count.value.n = 2
    await later()
    expect(told).toEqual([])
    engine.there = true
    keeper.take({ count: { n: 1 } })
    await later()
    expect(told).toEqual([['count', { n: 2 }]])
    expect(count.value).toEqual({ n: 2 })
  })
  it('follows another window, and does not send back what it was told', async () => {
    const { keeper, told, later } = openPage()
    keeper.take({ count: { n: 1 } })
    const count = keeper.of('count', Count)
    keeper.take({ count: { n: 9, new: true } })
    expect(count.value).toEqual({ n: 9 })
    await later()
    expect(told).toEqual([])
  })
  it('is not taken back by the echo of an older change of our own', async () => {
    const page = openPage()
    page.keeper.take({ count: { n: 0 } })
    const count = page.keeper.of('count', Count)
    let release = (): void => undefined
    page.engine.hold = new Promise(resolve => (release = resolve))
    count.value.n = 1
    await page.later()
    count.value.n = 2
    await nextTick()
    page.keeper.take({ count: { n: 1 } })
    expect(count.value).toEqual({ n: 2 })
    release()
    await page.later()
    expect(count.value).toEqual({ n: 2 })
    expect(page.told.at(-1)).toEqual(['count', { n: 2 }])
  })
  it('of a window of its own is taken from the engine once', () => {
    const { keeper } = openPage()
    const count = keeper.of('count', Count, false)
    keeper.take({ count: { n: 1 } })
    keeper.take({ count: { n: 2 } })
    expect(count.value).toEqual({ n: 1 })
  })
  it('does without a browser that forbids its storage', () => {
    const cache = createPreferenceCache(() => {
      throw new Error('denied')
    })
    cache.write('a', '1', true)
    expect(cache.read('a')).toBeUndefined()
    expect(cache.isUnsent('a')).toBe(false)
  })
})
