import { describe, expect, it } from 'vitest'
import { describeChange, isResized } from '@renderer/layout/describe-change'
import { emptyHistory, mostSteps, remember, stepBack, stepForward } from '@renderer/layout/history'
import type { Layout, Place } from '@renderer/layout/layout'
import { sample } from './sample'

const withRoot = (root: Place, overrides: Partial<Layout> = {}): Layout =>
  sample({ grid: { ...sample().grid, root }, ...overrides })

describe('what was done to a layout', () => {
  it('is found by comparing', () => {
    const before = sample()
    const { charts, ...others } = before.panels
    const xy = { kind: 'xy', title: '', options: {} }
    expect(describeChange(before, before)).toBeNull()
    expect(describeChange(before, sample({ panels: others }))).toEqual({ what: 'close', panel: 'charts' })
    expect(describeChange(before, sample({ panels: { ...before.panels, xy } }))).toEqual({ what: 'add', panel: 'xy' })
    const renamed = { ...before.panels, charts: { ...charts, title: 'Mine' } }
    expect(describeChange(before, sample({ panels: renamed }))).toEqual({ what: 'rename', panel: 'charts' })
    const changed = { ...before.panels, charts: { ...charts, options: { a: 1 } } }
    expect(describeChange(before, sample({ panels: changed }))).toEqual({ what: 'options', panel: 'charts' })
    const moved = withRoot({
      size: 1,
      children: [{ size: 1, tabs: ['charts', 'table-1', 'gauge-1'], shown: 'charts' }]
    })
    expect(describeChange(before, moved)).toEqual({ what: 'move', panel: 'charts' })
  })
  it('is nothing when only another tab came to the front, or the window was resized', () => {
    const root: Place = {
      size: 300,
      children: [
        { size: 250, tabs: ['charts'], shown: 'charts' },
        { size: 150, tabs: ['table-1', 'gauge-1'], shown: 'table-1' }
      ]
    }
    expect(describeChange(sample(), withRoot(root, { active: 'table-1' }))).toBeNull()
    expect(isResized(sample(), withRoot(root))).toBe(true)
    expect(isResized(sample(), sample())).toBe(false)
  })
})

describe('undo and redo', () => {
  it('go back and forward through every step', () => {
    const steps = Array.from({ length: 5 }, (_, step) =>
      sample({
        active: null,
        floats: [],
        version: 1,
        panels: { [`p-${step}`]: { kind: 'xy', title: '', options: {} } }
      })
    )
    let history = emptyHistory
    for (let step = 1; step < steps.length; step++)
      history = remember(history, { what: 'move' }, steps[step - 1], step * 10_000)
    let now = steps[4]
    for (const expected of [3, 2, 1, 0]) {
      const back = stepBack(history, now)!
      ;({ history, layout: now } = back)
      expect(now).toBe(steps[expected])
    }
    expect(stepBack(history, now)).toBeNull()
    for (const expected of [1, 2, 3, 4]) {
      const forward = stepForward(history, now)!
      ;({ history, layout: now } = forward)
      expect(now).toBe(steps[expected])
    }
    expect(stepForward(history, now)).toBeNull()
  })
  it('forget what was undone as soon as something else is done', () => {
    const one = remember(emptyHistory, { what: 'move' }, sample(), 0)
    const back = stepBack(one, sample())!
    expect(remember(back.history, { what: 'close', panel: 'charts' }, sample(), 1).future).toEqual([])
  })
  it('take typing in one field as one step, and pauses between as two', () => {
    const change = { what: 'options', panel: 'charts' } as const
    const first = sample()
    let history = remember(emptyHistory, change, first, 0)
    for (const at of [300, 900, 1800]) history = remember(history, change, sample(), at)
    expect(history.past).toHaveLength(1)
    expect(history.past[0].layout).toBe(first)
    expect(remember(history, change, sample(), 9000).past).toHaveLength(2)
    expect(remember(history, { ...change, panel: 'table-1' }, sample(), 1900).past).toHaveLength(2)
  })
  it('keep a bounded number of steps', () => {
    let history = emptyHistory
    for (let step = 0; step < mostSteps * 2; step++) history = remember(history, { what: 'move' }, sample(), step)
    expect(history.past).toHaveLength(mostSteps)
  })
})
