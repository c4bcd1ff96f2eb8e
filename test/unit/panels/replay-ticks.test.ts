import { describe, expect, it } from 'vitest'
import type { Moment } from '@renderer/panels/compare/align'
import { neighbourOf, replayTicks } from '@renderer/panels/replay/replay-ticks'

const at = (time: number, kind: Moment['kind'] = 'anomaly'): Moment => ({ time, kind, label: '' })
const span = { from: 1000, to: 13_000 }

describe('signs on the slider of a replay', () => {
  it('stand where something happened, and none beyond the ends', () => {
    expect(replayTicks([at(999), at(1000), at(7000, 'mark'), at(13_001)], span)).toEqual([
      { share: 0, kind: 'anomaly' },
      { share: 0.5, kind: 'mark' }
    ])
    expect(replayTicks([at(5)], { from: 5, to: 5 })).toEqual([])
  })
  it('are few however much happened, the gravest first', () => {
    const many = Array.from({ length: 12_000 }, (_, index) => at(1000 + index))
    const ticks = replayTicks([...many, at(7000, 'red')], span)
    expect(ticks.length).toBeLessThanOrEqual(121)
    expect(ticks.filter(({ kind }) => kind === 'red')).toHaveLength(1)
    expect(ticks.map(({ share }) => share)).toEqual(ticks.map(({ share }) => share).toSorted((one, two) => one - two))
  })
  it('are gone through one after the other, though a jump lands a little beside', () => {
    const moments = [at(2000), at(5000), at(9000)]
    expect(neighbourOf(moments, 2010, 1)?.time).toBe(5000)
    expect(neighbourOf(moments, 5010, -1)?.time).toBe(2000)
    expect(neighbourOf(moments, 9000, 1)).toBeUndefined()
    expect(neighbourOf(moments, 1000, -1)).toBeUndefined()
  })
})
