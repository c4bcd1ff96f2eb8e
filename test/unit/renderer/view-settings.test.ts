import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { nextSpan, spans, ViewSettings } from '@renderer/stores/view-settings'

const usual = ViewSettings.parse(undefined)

describe('view settings', () => {
  it('fall back to the usual ones when nothing or nonsense was kept', () => {
    for (const kept of ['', '{', null, 7, [], undefined]) expect(ViewSettings.parse(kept)).toEqual(usual)
  })
  it('keep what is valid when one field is not', () => {
    const kept = ViewSettings.parse({ span: 'long', yLocked: true })
    expect(kept).toEqual({ ...usual, yLocked: true })
  })
  it('are read back as they were kept', () => {
    const changed = { ...usual, span: 60_000, selected: { address: 'sim:imu', channel: 'accel.x' } }
    expect(ViewSettings.parse(JSON.parse(JSON.stringify(changed)))).toEqual(changed)
  })
  it('are valid whatever was kept', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(ViewSettings.safeParse(value).success).toBe(true)
      })
    )
  })
  it('step through the spans and stop at both ends', () => {
    expect(nextSpan(30_000, 1)).toBe(60_000)
    expect(nextSpan(30_000, -1)).toBe(10_000)
    expect(nextSpan(45_000, -1)).toBe(30_000)
    expect(nextSpan(spans[0], -1)).toBe(spans[0])
    expect(nextSpan(3_600_000, 1)).toBe(3_600_000)
  })
})
