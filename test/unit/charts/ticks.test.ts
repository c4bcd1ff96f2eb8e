import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { spanText, timeTickLabel, timeTicks } from '@renderer/charts/time-ticks'
import { timeOrigin, timeStyle, wallOf } from '@renderer/format/time-style'
import { niceStep, readingText, tickLabel, valueTicks } from '@renderer/charts/value-ticks'

describe('value ticks', () => {
  const ranges = fc
    .tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: 1e-3, max: 1e9, noNaN: true }))
    .map(([min, size]) => ({ min, max: min + size }))

  it('lie in the range, at whole multiples of a 1-2-5 step, no more than asked for', () => {
    fc.assert(
      fc.property(ranges, fc.integer({ min: 2, max: 12 }), ({ min, max }, count) => {
        const { step, values } = valueTicks(min, max, count)
        const digit = step / 10 ** Math.floor(Math.log10(step) + 1e-9)
        expect([1, 2, 5].some(nice => Math.abs(digit - nice) < 1e-6)).toBe(true)
        expect(values.length).toBeLessThanOrEqual(count + 1)
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(min - step * 1e-5 - Math.abs(min) * 1e-15)
          expect(value).toBeLessThanOrEqual(max + step * 1e-5 + Math.abs(max) * 1e-15)
        }
      })
    )
  })

  it('are all told apart by their labels', () => {
    fc.assert(
      fc.property(ranges, ({ min, max }) => {
        const { labels } = valueTicks(min, max, 6)
        expect(new Set(labels).size).toBe(labels.length)
        for (const label of labels) expect(label.length).toBeLessThanOrEqual(9)
      })
    )
  })

  it('are relative to an offset where they would be too long for the axis', () => {
    const { offset, labels } = valueTicks(1e9 - 1, 1e9 + 1, 4)
    expect(offset).toBe(1e9)
    expect(labels).toEqual(['−1.0', '−0.5', '0.0', '+0.5', '+1.0'])
  })

  it('have the decimals of their step and a real minus sign', () => {
    expect(tickLabel(-0.5, 0.5)).toBe('−0.5')
    expect(tickLabel(20, 10)).toBe('20')
    expect(tickLabel(2.5e7, 5e6)).toBe('2.5e7')
    expect(tickLabel(1e-17, 0.1)).toBe('0')
  })

  it('have the largest step that still gives enough of them', () => {
    expect(niceStep(10, 5)).toBe(2)
    expect(niceStep(1, 10)).toBeCloseTo(0.1, 12)
  })
})

describe('a reading', () => {
  it('is two decimals finer than the axis beside it', () => {
    expect(readingText(1234.5678, 50)).toBe('1234.6')
    expect(readingText(-1.23456, 0.5)).toBe('−1.235')
    expect(readingText(1e9 + 0.125, 0.5)).toBe('1000000000.125')
  })

  it('of no value is a dash', () => {
    expect(readingText(NaN, 1)).toBe('–')
  })
})

const hour = 3_600_000
const day = 24 * hour

describe.each([
  ['local', 'Europe/Berlin'],
  ['local', 'America/St_Johns'],
  ['local', 'Australia/Lord_Howe'],
  ['local', 'Asia/Kathmandu'],
  ['utc', 'Europe/Berlin'],
  ['relative', 'Europe/Berlin']
] as const)('time ticks, %s in %s', (style, zone) => {
  beforeEach(() => {
    vi.stubEnv('TZ', zone)
    timeStyle.value = style
    timeOrigin.value = Date.UTC(2026, 9, 24, 9, 12, 13, 456)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    timeStyle.value = 'local'
    timeOrigin.value = NaN
  })

  it('lie in the window where the clock is round, rising, about as many as asked for', () => {
    const spans = fc.oneof(
      fc.double({ min: 10, max: 3 * day, noNaN: true }),
      fc.double({ min: day, max: 900 * day, noNaN: true })
    )
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) }), spans, (from, span) => {
        const { step, times } = timeTicks({ from, to: from + span }, 10)
        expect(times.length).toBeLessThanOrEqual(12)
        for (const [at, time] of times.entries()) {
          expect(time).toBeGreaterThanOrEqual(at === 0 ? from : times[at - 1] + 1)
          expect(time).toBeLessThanOrEqual(from + span)
          // An hour that is left out in spring moves the round time that would have been in it.
          if (new Date(time).getTimezoneOffset() === new Date(time - day).getTimezoneOffset())
            expect(Math.abs(wallOf(time) % Math.min(step, day))).toBe(0)
        }
      })
    )
  })
})

describe('time ticks', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    timeStyle.value = 'local'
    timeOrigin.value = NaN
  })

  it('stay at midnight and at full hours when clocks are changed', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    for (const from of [new Date(2026, 2, 26).getTime(), new Date(2026, 9, 22).getTime()]) {
      const days = timeTicks({ from, to: from + 8 * day }, 9)
      expect(days.times.map(time => new Date(time).getHours())).toEqual(days.times.map(() => 0))
      const hours = timeTicks({ from, to: from + 5 * day }, 22)
      expect(hours.step).toBe(6 * hour)
      expect(hours.times.every(time => new Date(time).getHours() % 6 === 0)).toBe(true)
    }
  })

  it('go on through the hour that comes twice', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    const from = Date.UTC(2026, 9, 25, 0, 50)
    const { step, times } = timeTicks({ from, to: from + hour / 2 }, 10)
    expect(step).toBe(300_000)
    expect(times).toHaveLength(7)
  })

  it('fall on local full hours where the zone is off by half of one', () => {
    vi.stubEnv('TZ', 'Asia/Kolkata')
    expect(timeTicks({ from: 0, to: 6 * hour }, 6)).toMatchObject({ step: hour, times: { 0: hour / 2 } })
  })

  it('are written as finely as their step, and as days at midnight', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    const time = new Date(2026, 10, 20, 9, 5, 7, 250).getTime()
    const labels = [60_000, 1000, 500, 50, 5].map(step => timeTickLabel(time, step))
    expect(labels).toEqual(['09:05', '09:05:07', '09:05:07.2', '09:05:07.25', '09:05:07.250'])
    expect(timeTickLabel(new Date(2026, 10, 20).getTime(), 6 * hour)).toBe('Nov 20')
    expect(timeTickLabel(new Date(2026, 10, 20).getTime(), 60_000)).toBe('00:00')
  })

  it('follow UTC, or count from the start', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    const time = Date.UTC(2026, 10, 20, 9, 5, 7, 250)
    timeStyle.value = 'utc'
    expect(timeTickLabel(time, 60_000)).toBe('09:05')
    timeStyle.value = 'relative'
    timeOrigin.value = time - 90_000
    expect(timeTickLabel(time, 30_000)).toBe('+0:01:30')
    expect(timeTickLabel(time - 120_000, 100)).toBe('−0:00:30.0')
    expect(timeTicks({ from: time - 90_000, to: time }, 4).times[0]).toBe(timeOrigin.value)
  })

  it('and spans are named in the unit that keeps them short', () => {
    expect([250, 10_000, 90_000, hour].map(spanText)).toEqual(['250 ms', '10 s', '1.5 min', '1 h'])
  })
})
