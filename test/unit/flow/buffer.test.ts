import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buffer, latest, pipe, type WhenFull } from '@shared/flow'
import { collect, collectUntilError, open, settled } from '../../support/flow-collect'
import { probe } from '../../support/flow-probe'
import { valve } from '../../support/flow-valve'

interface Model {
  push(item: number): void
  pull(): void
  readonly out: number[]
  readonly dropped: number[]
  readonly overflowed: boolean
  /** Pulls that wait. */
  readonly wanted: number
}

/** What a queue of `capacity` does, said as simply as possible. */
function model(capacity: number, whenFull: WhenFull): Model {
  const state = { out: [] as number[], dropped: [] as number[], held: [] as number[], overflowed: false, wanted: 0 }
  const blocked: number[] = []
  const serve = (): void => {
    while (state.wanted > 0 && state.held.length > 0) {
      state.wanted--
      state.out.push(state.held.shift() as number)
      if (blocked.length > 0) state.held.push(blocked.shift() as number)
    }
  }
  return Object.assign(state, {
    push(item: number) {
      if (state.overflowed) return
      if (state.held.length < capacity) state.held.push(item)
      else if (whenFull === 'wait') blocked.push(item)
      else if (whenFull === 'dropNewest') state.dropped.push(item)
      else if (whenFull === 'fail') state.overflowed = true
      else {
        state.dropped.push(state.held.shift() as number)
        state.held.push(item)
      }
      serve()
    },
    pull() {
      state.wanted++
      serve()
    }
  })
}

const policies = fc.constantFrom<WhenFull>('wait', 'dropOldest', 'dropNewest', 'fail')
const actions = fc.array(fc.constantFrom('push', 'push', 'pull'), { maxLength: 40 })

describe('buffer', () => {
  it('delivers, drops and counts what its policy says, whatever the order of reading and writing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), policies, actions, async (capacity, whenFull, sequence) => {
        const input = valve<number>()
        const dropped: number[] = []
        const counts: number[] = []
        const onDrop = (item: number, count: number): void => {
          dropped.push(item)
          counts.push(count)
        }
        const expected = model(capacity, whenFull)
        const iterator = open(pipe(input.source, buffer({ capacity, whenFull, onDrop })))
        const out: number[] = []
        let failure: unknown
        let produced = 0
        for (const action of ['pull', ...sequence]) {
          if (action === 'push') {
            expected.push(produced)
            input.push(produced++)
          } else {
            expected.pull()
            iterator.next().then(
              result => result.done || out.push(result.value),
              (error: unknown) => (failure ??= error)
            )
          }
          await settled(1)
        }
        expect(out).toEqual(expected.out)
        expect(dropped).toEqual(expected.dropped)
        expect(counts).toEqual(dropped.map((_, index) => index + 1))

        input.end()
        while (expected.wanted === 0 && failure === undefined) {
          try {
            const result = await iterator.next()
            if (result.done) break
            out.push(result.value)
          } catch (error) {
            failure = error
          }
        }
        await settled(1)
        if (whenFull === 'fail' && expected.overflowed) expect(failure).toMatchObject({ code: 'overflow' })
        else expect(out.length + dropped.length).toBe(produced)
        expect(out).toEqual([...out].sort((left, right) => left - right))
      }),
      { numRuns: 200 }
    )
  })

  it('reads ahead no further than its capacity and the one in hand when it waits', async () => {
    const source = probe({ items: 100, then: 'park' })
    const iterator = open(pipe(source.source, buffer({ capacity: 4, whenFull: 'wait' })))
    await iterator.next()
    await settled()
    expect(source.pulls).toBe(6)
    await iterator.return?.()
  })

  it('delivers what was read before an error, then the error', async () => {
    const failure = new Error('the cable is loose')
    const source = probe({ items: 3, then: failure })
    const { items, error } = await collectUntilError(pipe(source.source, buffer({ capacity: 9, whenFull: 'fail' })))
    expect(items.map(item => item.time)).toEqual([0, 1, 2])
    expect(error).toBe(failure)
  })

  it('names itself when it overflows', async () => {
    const source = probe({ items: 9, then: 'park' })
    const iterator = open(pipe(source.source, buffer({ capacity: 2, whenFull: 'fail', name: 'the forwarder' })))
    await iterator.next()
    await settled()
    await iterator.next()
    await iterator.next()
    await expect(iterator.next()).rejects.toThrow('the forwarder: the queue of 2 is full')
    expect(source.released).toBe(1)
  })

  it('refuses a capacity nobody can build where it is described', () => {
    expect(() => buffer({ capacity: 0, whenFull: 'wait' })).toThrow(expect.objectContaining({ code: 'bad-input' }))
  })
})

describe('latest', () => {
  it('gives a slow reader only the newest, and always the last', async () => {
    const input = valve<number>()
    let skipped = 0
    const iterator = open(pipe(input.source, latest({ onDrop: (_, count) => (skipped = count) })))
    const first = iterator.next()
    input.push(1)
    expect((await first).value).toBe(1)
    input.push(2, 3, 4)
    await settled()
    expect((await iterator.next()).value).toBe(4)
    input.push(5, 6)
    input.end()
    await settled()
    expect((await iterator.next()).value).toBe(6)
    expect((await iterator.next()).done).toBe(true)
    expect(skipped).toBe(3)
  })

  it('gives a fast reader everything', async () => {
    const input = valve<number>()
    const reading = collect(pipe(input.source, latest()))
    for (let item = 0; item < 5; item++) {
      input.push(item)
      await settled(1)
    }
    input.end()
    expect(await reading).toEqual([0, 1, 2, 3, 4])
  })
})
