import { describe, expect, it } from 'vitest'
import { type Look, mostSteps, noHistory, noted, stepBack, stepForward } from '@renderer/stores/stretch-history'

const ranges = {}
const at = (span: number, edge: number | null = null): Look => ({ span, edge, ranges })

describe('the steps through what was looked at', () => {
  it('go back one by one, to following too, and forward again', () => {
    let history = noted(noHistory, at(1), 'one')
    history = noted(history, at(2, 100), 'two')
    const back = stepBack(history, at(3, 200))!
    expect(back.look).toEqual(at(2, 100))
    const first = stepBack(back.history, back.look)!
    expect(first.look).toEqual(at(1))
    expect(stepBack(first.history, first.look)).toBe(null)
    const forward = stepForward(first.history, first.look)!
    expect(forward.look).toEqual(at(2, 100))
    expect(stepForward(forward.history, forward.look)!.look).toEqual(at(3, 200))
  })

  it('take all changes of one gesture as one', () => {
    let history = noHistory
    for (let turn = 0; turn < 20; turn++) history = noted(history, at(100 - turn), 'wheel 1')
    expect(stepBack(history, at(50))!.look).toEqual(at(100))
    expect(history.past).toHaveLength(1)
  })

  it('forget the way forward once another way is taken', () => {
    const back = stepBack(noted(noHistory, at(1), 'one'), at(2))!
    expect(stepForward(noted(back.history, back.look, 'two'), at(9))).toBe(null)
  })

  it('pass over what looks the same', () => {
    expect(stepBack(noted(noHistory, at(1), 'one'), at(1))).toBe(null)
  })

  it('are bounded', () => {
    let history = noHistory
    for (let step = 0; step < 500; step++) history = noted(history, at(step), `${step}`)
    expect(history.past).toHaveLength(mostSteps)
    expect(history.past.at(-1)).toEqual(at(499))
  })
})
