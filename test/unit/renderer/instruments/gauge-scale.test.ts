import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gaugeScale, gaugeZones, shareOf } from '@renderer/panels/gauge/gauge-scale'
import { defaultChannelSettings } from '@shared/model/settings'
import { channelStatus } from '../samples'

const automatic = { min: null, max: null }
const totals = (min: number | null, max: number | null): ReturnType<typeof channelStatus>['totals'] => ({
  since: 0,
  count: 2,
  min,
  max,
  mean: min
})

describe('a gauge', () => {
  it('has a scale of few ticks that holds every value there was, in any range', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(value, value, value, (one, other, now) => {
        const [low, high] = [Math.min(one, other, now), Math.max(one, other, now)]
        const scale = gaugeScale(channelStatus(0, { value: now, totals: totals(low, high) }), automatic)
        const slack = Math.max(1e-12, (scale.max - scale.min) * 1e-9)
        expect(scale.min).toBeLessThanOrEqual(low + slack)
        expect(scale.max).toBeGreaterThanOrEqual(high - slack)
        expect(scale.max).toBeGreaterThan(scale.min)
        expect(scale.ticks.length).toBeGreaterThan(1)
        expect(scale.ticks.length).toBeLessThan(12)
      })
    )
  })

  it('never narrows by itself, so that the needle says how far it went', () => {
    const wide = gaugeScale(channelStatus(0, { value: 90, totals: totals(0, 100) }), automatic)
    const after = gaugeScale(channelStatus(0, { value: 1, totals: totals(0, 2) }), automatic, wide)
    expect([after.min, after.max]).toEqual([wide.min, wide.max])
  })

  it('keeps ends set by hand, and works without any value', () => {
    const scale = gaugeScale(channelStatus(0, { value: 500, totals: totals(1, 500) }), { min: -10, max: 10 })
    expect([scale.min, scale.max]).toEqual([-10, 10])
    expect(shareOf(500, scale)).toBe(1)
    const empty = gaugeScale(channelStatus(0, { value: null, totals: totals(null, null) }), automatic)
    expect([empty.min, empty.max]).toEqual([0, 1])
  })

  it('colours its scale by the limits, from red to red', () => {
    const lights = {
      ...defaultChannelSettings.lights,
      yellow: { low: 20, high: 80 },
      red: { low: 10, high: 90 }
    }
    const channel = channelStatus(0, {
      value: 50,
      totals: totals(0, 100),
      settings: { ...defaultChannelSettings, lights }
    })
    const scale = gaugeScale(channel, automatic)
    expect(gaugeZones(channel, scale)).toEqual([
      { light: 'red', from: 0, to: 0.1 },
      { light: 'yellow', from: 0.1, to: 0.2 },
      { light: 'green', from: 0.2, to: 0.8 },
      { light: 'yellow', from: 0.8, to: 0.9 },
      { light: 'red', from: 0.9, to: 1 }
    ])
    expect(gaugeZones(channelStatus(0), scale)).toEqual([])
  })
})
