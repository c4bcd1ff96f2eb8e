import { describe, expect, it, vi } from 'vitest'
import { disposal } from '@shared/base/disposal'
import { suppress, suppressedErrors, SignalboxError } from '@shared/base/errors'

describe('a disposal', () => {
  it('releases the newest first, one after the other, and only once', async () => {
    const order: string[] = []
    const owned = disposal()
    for (const name of ['port', 'file', 'lock']) {
      owned.own(async () => {
        order.push(`${name} begins`)
        await Promise.resolve()
        order.push(`${name} ends`)
      })
    }
    expect(owned.disposed).toBe(false)
    await Promise.all([owned.dispose(), owned.dispose()])
    expect(owned.disposed).toBe(true)
    expect(order).toEqual(['lock', 'file', 'port'].flatMap(name => [`${name} begins`, `${name} ends`]))
  })

  it('goes on after an error; the first wins and carries the others', async () => {
    const [first, second, released] = [new Error('first'), new Error('second'), vi.fn()]
    const owned = disposal()
    owned.own(released)
    owned.own(() => Promise.reject(second))
    owned.own(() => {
      throw first
    })
    await expect(owned.dispose()).rejects.toBe(first)
    expect(suppressedErrors(first)).toEqual([second])
    expect(released).toHaveBeenCalledTimes(1)
    await expect(owned.dispose()).resolves.toBeUndefined()
  })

  it('lets the error that came before win over its own', async () => {
    const [cause, teardown] = [new Error('cause'), new Error('teardown')]
    const owned = disposal()
    owned.own(() => Promise.reject(teardown))
    expect(await owned.disposeAfter(cause)).toBe(cause)
    expect(suppressedErrors(cause)).toEqual([teardown])
    await expect(owned.dispose()).resolves.toBeUndefined()
  })

  it('releases at once what comes too late, and says so', async () => {
    const owned = disposal()
    const release = vi.fn()
    await owned.dispose()
    expect(() => owned.own(release)).toThrow(expect.objectContaining({ code: 'fault' }))
    expect(release).toHaveBeenCalledTimes(1)
  })
})

describe('suppress', () => {
  it('keeps the error as it is when there is nothing to attach', () => {
    expect(suppress('a string', [])).toBe('a string')
    expect(suppressedErrors('a string')).toEqual([])
  })

  it('wraps what cannot carry anything', () => {
    const wrapped = suppress('a string', [1])
    expect(wrapped).toBeInstanceOf(SignalboxError)
    expect(wrapped).toMatchObject({ code: 'fault', cause: 'a string' })
    expect(suppressedErrors(wrapped)).toEqual([1])
  })

  it('adds to what is attached already, and never an error to itself', () => {
    const error = new Error('x')
    suppress(error, [1])
    suppress(error, [error, 2])
    expect(suppressedErrors(error)).toEqual([1, 2])
  })
})
