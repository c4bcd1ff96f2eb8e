import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { manualClock, type ManualClock } from '@shared/base/manual-clock'
import { SignalboxError } from '@shared/base/errors'
import { backoff, breaker, pipe, retry, type Breaker, type Source } from '@shared/flow'
import { collect, collectUntilError, settled } from '../../support/flow-collect'

/** Call n gives `script[n]` items, each n, and fails, except the last, which ends. */
function scripted(script: readonly number[]): { source: Source<number>; calls: () => number } {
  let calls = 0
  return {
    calls: () => calls,
    async *source() {
      const call = calls++
      for (let count = 0; count < script[call]; count++) yield call
      if (call < script.length - 1) throw new SignalboxError('disconnected', `call ${call}`)
    }
  }
}

describe('retry', () => {
  it('calls again after each failure until there were too many in a row, and gives everything in order', async () => {
    const script = fc.array(fc.nat(2), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(script, fc.integer({ min: 1, max: 5 }), async (items, attempts) => {
        const clock = manualClock()
        const { source, calls } = scripted(items)
        const waits: number[] = []
        const reading = collectUntilError(
          pipe(
            source,
            retry({ attempts, delay: failure => failure * 10, clock, onRetry: (_n, _e, ms) => waits.push(ms) })
          )
        )
        await clock.advance(1e6)
        const got = await reading

        let inARow = 0
        let made = 0
        const expected: number[] = []
        const expectedWaits: number[] = []
        for (const [call, count] of items.entries()) {
          made++
          for (let item = 0; item < count; item++) expected.push(call)
          if (call === items.length - 1) break
          inARow = count > 0 ? 1 : inARow + 1
          if (inARow >= attempts) break
          expectedWaits.push(inARow * 10)
        }
        expect(got.items).toEqual(expected)
        expect(waits).toEqual(expectedWaits)
        expect(calls()).toBe(made)
        if (made === items.length) expect(got.error).toBeUndefined()
        else expect(got.error).toMatchObject({ message: `call ${made - 1}` })
      })
    )
  })

  it.each([
    ['what is not worth it', new Error('no'), (error: unknown) => error instanceof SignalboxError],
    ['a cancellation, whatever it is told', new SignalboxError('cancelled', 'no'), () => true]
  ])('does not call again for %s', async (_, failure, when) => {
    let calls = 0
    const source: Source<number> = async function* () {
      calls++
      throw failure
    }
    const { error } = await collectUntilError(pipe(source, retry({ attempts: Infinity, delay: 0, when })))
    expect(error).toBe(failure)
    expect(calls).toBe(1)
  })

  it('gives up waiting as soon as the signal aborts', async () => {
    const clock = manualClock()
    const controller = new AbortController()
    const { source, calls } = scripted([0, 0])
    const reading = collectUntilError(pipe(source, retry({ attempts: 9, delay: 1000, clock })), controller.signal)
    await settled()
    expect(clock.sleeping).toBe(1)
    controller.abort()
    expect((await reading).error).toMatchObject({ code: 'cancelled' })
    expect(calls()).toBe(1)
    expect(clock.sleeping).toBe(0)
  })

  it('does not take a device that answers and dies at once for a healthy one', async () => {
    const { source, calls } = scripted([1, 1, 1, 1, 1])
    const clock = manualClock()
    const reading = collectUntilError(pipe(source, retry({ attempts: 3, delay: 1, healthyAfter: 500, clock })))
    await clock.advance(1000)
    expect((await reading).error).toMatchObject({ message: 'call 2' })
    expect(calls()).toBe(3)
  })
})

describe('backoff', () => {
  it('grows by its factor up to its cap', () => {
    const wait = backoff({ first: 100, cap: 1500 })
    expect([1, 2, 3, 4, 5, 6, 5000].map(wait)).toEqual([100, 200, 400, 800, 1500, 1500, 1500])
    expect([1, 2, 3].map(backoff({ first: 10, cap: 1000, factor: 10 }))).toEqual([10, 100, 1000])
  })

  it('leaves to chance what it is told to, the same for the same seed', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (seed, failure, jitter) => {
          const full = backoff({ first: 100, cap: 5000 })(failure)
          const wait = backoff({ first: 100, cap: 5000, jitter, seed })
          expect(wait(failure)).toBe(wait(failure))
          expect(wait(failure)).toBeLessThanOrEqual(full)
          expect(wait(failure)).toBeGreaterThanOrEqual(full * (1 - jitter))
        }
      )
    )
  })

  it('spreads many devices over the whole range', () => {
    const waits = Array.from({ length: 1000 }, (_, seed) => backoff({ first: 1000, cap: 1000, jitter: 1, seed })(1))
    for (let bucket = 0; bucket < 10; bucket++) {
      const inside = waits.filter(wait => wait > bucket * 100 && wait <= (bucket + 1) * 100).length
      expect(inside).toBeGreaterThan(60)
      expect(inside).toBeLessThan(140)
    }
  })

  it.each([{ first: -1 }, { first: 10, cap: 5 }, { factor: 0.5 }, { jitter: 2 }, { first: NaN }])(
    'refuses %o',
    wrong => {
      expect(() => backoff({ first: 1, cap: 10, ...wrong })).toThrow(expect.objectContaining({ code: 'bad-input' }))
    }
  )
})

describe('a breaker', () => {
  const make = (clock = manualClock()): { clock: ManualClock; made: Breaker; changes: string[] } => {
    const changes: string[] = []
    const made = breaker({
      name: 'the scale',
      failures: 3,
      openFor: backoff({ first: 100, cap: 1000 }),
      clock,
      onChange: (state, retryAt) => changes.push(`${state} ${retryAt}`)
    })
    return { clock, made, changes }
  }
  const fail = (made: Breaker, times: number): void => {
    for (let count = 0; count < times; count++) if (made.ask()) made.failed()
  }

  it('opens after so many failures in a row, and a success starts the count anew', () => {
    const { made } = make()
    fail(made, 2)
    made.ask()
    made.succeeded()
    fail(made, 2)
    expect(made.state).toBe('closed')
    fail(made, 1)
    expect(made.state).toBe('open')
    expect(made.ask()).toBe(false)
    expect(made.retryAt).toBe(100)
  })

  it('tries less and less, one trial at a time, and closes when one succeeds', async () => {
    const { made, clock, changes } = make()
    fail(made, 3)
    for (const wait of [100, 200, 400, 800, 1000]) {
      await clock.advance(wait - 1)
      expect(made.ask()).toBe(false)
      await clock.advance(1)
      expect(made.ask()).toBe(true)
      expect(made.state).toBe('half-open')
      expect(made.ask()).toBe(false)
      made.failed()
      expect(made.state).toBe('open')
    }
    await clock.advance(1000)
    expect(made.ask()).toBe(true)
    made.abandoned()
    expect(made.ask()).toBe(true)
    made.succeeded()
    expect(made.state).toBe('closed')
    fail(made, 3)
    expect(made.retryAt).toBe(clock.now() + 100)
    expect(changes.map(change => change.split(' ')[0]).filter(state => state === 'closed')).toHaveLength(1)
  })

  it('guards a source: refuses at once while open, saying how long', async () => {
    const { made, clock } = make()
    let calls = 0
    const guarded = pipe<number, number>(async function* () {
      calls++
      throw new Error('dead')
    }, made.guard('fail'))
    for (let call = 0; call < 3; call++)
      expect((await collectUntilError(guarded)).error).toMatchObject({ message: 'dead' })
    expect((await collectUntilError(guarded)).error).toMatchObject({
      code: 'disconnected',
      message: 'the scale kept failing and is not tried for another 100 ms'
    })
    expect(calls).toBe(3)
    await clock.advance(100)
    expect((await collectUntilError(guarded)).error).toMatchObject({ message: 'dead' })
    expect(made.retryAt).toBe(300)
  })

  it('guards a source: waits for its turn, together with retry, until the device is back', async () => {
    const { made, clock } = make()
    const calls: number[] = []
    const device: Source<string> = async function* () {
      calls.push(clock.now())
      if (clock.now() < 500) throw new SignalboxError('disconnected', 'unplugged')
      yield 'back'
    }
    const reading = collect(pipe(device, made.guard('wait'), retry({ attempts: Infinity, delay: 0, clock })))
    await clock.advance(1000)
    expect(await reading).toEqual(['back'])
    expect(calls).toEqual([0, 0, 0, 100, 300, 700])
    expect(made.state).toBe('closed')
  })

  it('counts neither a reader who leaves nor a cancellation as failure', async () => {
    const { made } = make()
    const parked: Source<number> = async function* (signal) {
      await new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
      )
      yield 1
    }
    for (let count = 0; count < 5; count++) {
      const controller = new AbortController()
      const reading = collectUntilError(pipe(parked, made.guard('fail')), controller.signal)
      await settled()
      controller.abort()
      expect((await reading).error).toBeDefined()
    }
    expect(made.state).toBe('closed')
  })
})
