import { describe, expect, it } from 'vitest'
import { coroutine } from '@shared/flow'

describe('a coroutine', () => {
  it('loses no value: the first send is answered', () => {
    const doubled = coroutine('double', function* (): Generator<number, void, number> {
      let input = yield NaN
      for (;;) input = yield input * 2
    })
    expect(doubled.state).toBe('created')
    expect(doubled.send(21)).toBe(42)
    expect(doubled.send(1)).toBe(2)
    expect(doubled.state).toBe('suspended')
  })

  it('survives an error it catches, and closes on one it does not', () => {
    const body = function* (): Generator<string, void, string> {
      let answer = ''
      for (;;) {
        try {
          answer = `got ${yield answer}`
        } catch (error) {
          if ((error as Error).message === 'fatal') throw error
          answer = `survived ${(error as Error).message}`
        }
      }
    }
    const made = coroutine('survivor', body)
    made.send('a')
    expect(made.fail(new Error('a fault'))).toBe('survived a fault')
    expect(made.send('b')).toBe('got b')
    expect(() => made.fail(new Error('fatal'))).toThrow('fatal')
    expect(made.state).toBe('closed')
    expect(() => made.send('c')).toThrow(expect.objectContaining({ code: 'fault' }))
  })

  it('runs its finally blocks when stopped, once', () => {
    let closed = 0
    const made = coroutine('closing', function* (): Generator<number, void, number> {
      try {
        for (;;) yield 0
      } finally {
        closed++
      }
    })
    made.send(1)
    made.stop()
    made.stop()
    expect(closed).toBe(1)
    const untouched = coroutine('untouched', function* (): Generator<number, void, number> {
      yield 0
    })
    untouched.stop()
    expect(untouched.state).toBe('closed')
  })

  it('tells the sender that its body has ended or is busy with itself', () => {
    const brief = coroutine('brief', function* (): Generator<number, void, number> {
      yield 0
    })
    expect(() => brief.send(1)).toThrow(/brief ended/)
    const selfish = coroutine('selfish', function* (): Generator<number, void, number> {
      yield 0
      selfish.send(2)
      yield 1
    })
    expect(() => selfish.send(1)).toThrow(/while it is running/)
  })
})
