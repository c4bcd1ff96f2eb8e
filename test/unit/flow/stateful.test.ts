import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromIterable, pipe, stateful, type Snapshot, type StatefulDefinition } from '@shared/flow'
import { collect, collectUntilError, open } from '../../support/flow-collect'

interface Window {
  readonly values: number[]
}
const definition: StatefulDefinition<Window, number, number> = {
  version: 2,
  initial: () => ({ values: [] }),
  step(state, input) {
    state.values.push(input)
    if (state.values.length > 3) state.values.shift()
    return state.values.reduce((sum, value) => sum + value, 0)
  }
}

describe('stateful', () => {
  it('goes on after a restart as if there had been none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.nat(), async (input, at) => {
        const cut = input.length === 0 ? 0 : at % input.length
        const whole = await collect(pipe(fromIterable(input), stateful(definition)))
        const before = stateful(definition)
        const first = await collect(pipe(fromIterable(input.slice(0, cut)), before))
        const written = JSON.stringify(before.snapshot())
        const after = stateful(definition)
        after.restore(JSON.parse(written) as Snapshot<unknown>)
        const second = await collect(pipe(fromIterable(input.slice(cut)), after))
        expect([...first, ...second]).toEqual(whole)
      })
    )
  })

  it('shows the state after the item given out last, as a copy', async () => {
    const stage = stateful(definition)
    expect(stage.snapshot()).toEqual({ version: 2, state: { values: [] } })
    const iterator = open(pipe(fromIterable([1, 2]), stage))
    await iterator.next()
    const snapshot = stage.snapshot()
    await iterator.next()
    expect(snapshot).toEqual({ version: 2, state: { values: [1] } })
    expect(stage.snapshot().state).toEqual({ values: [1, 2] })
  })

  it('keeps what it was restored with apart from the streams that begin with it', async () => {
    const stage = stateful(definition)
    stage.restore({ version: 2, state: { values: [10] } })
    const source = pipe(fromIterable([1]), stage)
    expect(await collect(source)).toEqual([11])
    expect(await collect(source)).toEqual([11])
  })

  it('refuses the state of another version, unless it knows how to read it', async () => {
    const old = { version: 1, state: 5 }
    expect(() => stateful(definition).restore(old)).toThrow(expect.objectContaining({ code: 'bad-input' }))
    const migrating = stateful({ ...definition, migrate: snapshot => ({ values: [Number(snapshot.state)] }) })
    migrating.restore(old)
    expect(await collect(pipe(fromIterable([1]), migrating))).toEqual([6])
  })

  it('ends with an error of its step', async () => {
    const failure = new Error('bad step')
    const failing = stateful<object, number, number>({
      version: 1,
      initial: () => ({}),
      step() {
        throw failure
      }
    })
    expect((await collectUntilError(pipe(fromIterable([1]), failing))).error).toBe(failure)
  })
})
