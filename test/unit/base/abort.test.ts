import { describe, expect, it, vi } from 'vitest'
import { abortable, childSignal, onAbort, throwIfCancelled } from '@shared/base/abort'
import { collectGarbage } from '../../support/flow-collect'
import { countingController } from '../../support/flow-probe'

const cancelled = expect.objectContaining({ code: 'cancelled' })

describe('onAbort', () => {
  it('calls everybody once, in order, with one listener for all', () => {
    const { controller, signal, listeners } = countingController()
    const calls: number[] = []
    for (let index = 0; index < 50; index++) onAbort(signal, () => calls.push(index))
    expect(listeners()).toBe(1)
    controller.abort()
    controller.abort()
    expect(calls).toEqual(Array.from({ length: 50 }, (_, index) => index))
  })

  it('takes its listener away with the last callback, and not before', () => {
    const { controller, signal, listeners } = countingController()
    const callback = vi.fn()
    const first = onAbort(signal, callback)
    const second = onAbort(signal, callback)
    first()
    first()
    expect(listeners()).toBe(1)
    second()
    expect(listeners()).toBe(0)
    onAbort(signal, callback)
    expect(listeners()).toBe(1)
    controller.abort()
    expect(callback).toHaveBeenCalledTimes(1)
  })

  it('does not call one that another callback has taken off', () => {
    const controller = new AbortController()
    const later = vi.fn()
    onAbort(controller.signal, () => leave())
    const leave = onAbort(controller.signal, later)
    controller.abort()
    expect(later).not.toHaveBeenCalled()
  })
})

describe('a child signal', () => {
  it('aborts with its parent, for the same reason', () => {
    const parent = new AbortController()
    const child = childSignal(parent.signal)
    parent.abort('closing')
    expect(child.signal.aborted).toBe(true)
    expect(child.signal.reason).toBe('closing')
    expect(childSignal(parent.signal).signal.reason).toBe('closing')
  })

  it('aborts without its parent, and leaves it', () => {
    const { controller, signal, listeners } = countingController()
    const child = childSignal(signal)
    expect(listeners()).toBe(1)
    child.abort()
    expect(child.signal.aborted).toBe(true)
    expect(controller.signal.aborted).toBe(false)
    expect(listeners()).toBe(0)
  })

  it('hears nothing any more once disposed of', () => {
    const { controller, signal, listeners } = countingController()
    const child = childSignal(signal)
    child.dispose()
    child.dispose()
    expect(listeners()).toBe(0)
    controller.abort()
    expect(child.signal.aborted).toBe(false)
  })
})

describe('abortable', () => {
  it('is what the promise is, and leaves nothing on the signal', async () => {
    const { signal, listeners } = countingController()
    const failure = new Error('no')
    expect(await abortable(Promise.resolve(7), signal)).toBe(7)
    await expect(abortable(Promise.reject(failure), signal)).rejects.toBe(failure)
    expect(listeners()).toBe(0)
  })

  it('rejects as soon as the signal aborts, the reason being its cause', async () => {
    const { controller, signal, listeners } = countingController()
    const wait = abortable(new Promise(() => undefined), signal)
    controller.abort('enough')
    await expect(wait).rejects.toEqual(cancelled)
    await expect(wait).rejects.toMatchObject({ cause: 'enough' })
    await expect(abortable(Promise.resolve(1), signal)).rejects.toEqual(cancelled)
    expect(listeners()).toBe(0)
  })

  it('takes care of a rejection that comes too late', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const controller = new AbortController()
    let fail: (error: Error) => void = () => undefined
    const wait = abortable(new Promise((_, reject) => (fail = reject)), controller.signal)
    controller.abort()
    await expect(wait).rejects.toEqual(cancelled)
    fail(new Error('late'))
    await abortable(Promise.reject(new Error('later')), controller.signal).catch(() => undefined)
    await collectGarbage()
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('lets many wait for one promise, each with its own signal', async () => {
    let resolve: (value: string) => void = () => undefined
    const promise = new Promise<string>(done => (resolve = done))
    const leaving = new AbortController()
    const left = abortable(promise, leaving.signal)
    const stayed = abortable(promise, new AbortController().signal)
    leaving.abort()
    await expect(left).rejects.toEqual(cancelled)
    resolve('here')
    expect(await stayed).toBe('here')
    expect(await abortable(promise, new AbortController().signal)).toBe('here')
  })
})

it('throwIfCancelled throws only once the signal has aborted', () => {
  expect(() => throwIfCancelled(new AbortController().signal)).not.toThrow()
  expect(() => throwIfCancelled(AbortSignal.abort(), 'the export was stopped')).toThrow('the export was stopped')
})
