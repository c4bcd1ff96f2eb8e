import { describe, expect, it } from 'vitest'
import { followStream } from '@renderer/connection/follow-stream'

describe('following a stream of the engine', () => {
  it('opens it again after it broke, and ends with the signal', async () => {
    const leaving = new AbortController()
    const values: number[] = []
    const errors: unknown[] = []
    let opened = 0
    await followStream<number>({
      open: () => Promise.resolve(source(++opened)),
      onValue: value => {
        values.push(value)
        if (values.length === 3) leaving.abort()
      },
      onError: error => errors.push(error),
      pause: () => Promise.resolve(),
      signal: leaving.signal
    })
    expect(values).toEqual([1, 2, 3])
    expect(errors.map(String)).toEqual(['Error: broke', 'Error: broke'])
  })
  it('opens nothing when it is over before it begins', async () => {
    let opened = 0
    await followStream({
      open: () => Promise.resolve(source(++opened)),
      onValue: () => undefined,
      onError: () => undefined,
      pause: () => Promise.resolve(),
      signal: AbortSignal.abort()
    })
    expect(opened).toBe(0)
  })
})

async function* source(value: number): AsyncGenerator<number> {
  yield value
  throw new Error('broke')
}
