import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { promptReturn } from '@main/devices/prompt-return'
import { manualClock } from '@shared/base/manual-clock'

/** Yields once, then waits for ever; writes down what happens to it. */
function patient(log: string[]) {
  const clock = manualClock()
  return async function* (signal: AbortSignal): AsyncGenerator<number, string, void> {
    log.push('begun')
    try {
      yield 1
      await clock.sleep(1e9, signal)
      return 'never'
    } finally {
      log.push('released')
    }
  }
}

describe('promptReturn', () => {
  test('making it and returning it unused runs nothing', async () => {
    const log: string[] = []
    const controller = new AbortController()
    const generator = promptReturn(controller.signal, patient(log))
    expect(await generator.return('early')).toEqual({ done: true, value: 'early' })
    expect(await generator.next()).toEqual({ done: true, value: undefined })
    expect(log).toEqual([])
  })

  test('return() wakes a parked generator, which runs its finally blocks', async () => {
    const log: string[] = []
    const generator = promptReturn(new AbortController().signal, patient(log))
    await generator.next()
    const parked = generator.next()
    const returned = generator.return('enough')
    await expect(parked).rejects.toMatchObject({ code: 'cancelled' })
    expect(await returned).toEqual({ done: true, value: 'enough' })
    expect(log).toEqual(['begun', 'released'])
  })

  test('throw() ends it with the error that was thrown in, parked or not', async () => {
    for (const park of [false, true]) {
      const log: string[] = []
      const generator = promptReturn(new AbortController().signal, patient(log))
      await generator.next()
      const parked = park ? generator.next() : Promise.reject(new Error('not parked'))
      parked.catch(() => undefined)
      const error = new Error('enough')
      await expect(generator.throw(error)).rejects.toBe(error)
      expect(log).toEqual(['begun', 'released'])
    }
  })

  test('its own return value and its errors come through', async () => {
    const { signal } = new AbortController()
    const counted = promptReturn(signal, async function* () {
      yield 1
      return 'done'
    })
    expect([await counted.next(), await counted.next()]).toEqual([
      { done: false, value: 1 },
      { done: true, value: 'done' }
    ])
    const error = new Error('broken')
    const broken = promptReturn(signal, async function* (): AsyncGenerator<number, string, void> {
      yield 1
      throw error
    })
    await broken.next()
    await expect(broken.next()).rejects.toBe(error)
  })

  test('leaves nothing on the signal, however it ends', async () => {
    const { signal } = new AbortController()
    const make = (): AsyncGenerator<number, string, void> => promptReturn(signal, patient([]))
    const [returned, thrown, parked] = [make(), make(), make()]
    for (const generator of [returned, thrown, parked]) await generator.next()
    await returned.return('')
    await thrown.throw(new Error('enough')).catch(() => undefined)
    parked.next().catch(() => undefined)
    await parked.return('')
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
