import { afterEach, describe, expect, it, vi } from 'vitest'
import fc from 'fast-check'
import {
  clockText,
  dateText,
  dateTimeText,
  elapsedText,
  fieldTime,
  latencyText,
  lengthText,
  spanText,
  timeOfField
} from '@renderer/format/times'
import { timeOrigin, timeStyle } from '@renderer/format/time-style'

describe('times on screen', () => {
  it('tells how long something has run', () => {
    expect([0, 7_900, 754_000, 3_723_000, 176_523_000].map(elapsedText)).toEqual([
      '0:00',
      '0:07',
      '12:34',
      '1:02:03',
      '2 d 01:02:03'
    ])
  })
  it('tells how long a recording is, also one of less than a second', () => {
    expect([-1, 620, 9_940, 10_000, 754_000].map(lengthText)).toEqual([
      '0.0\u202fs',
      '0.6\u202fs',
      '9.9\u202fs',
      '0:10',
      '12:34'
    ])
  })
  it('never runs backwards before the start', () => {
    expect(elapsedText(-5000)).toBe('0:00')
  })
  it('names a span in its largest unit', () => {
    expect([250, 1000, 30_000, 60_000, 5_400_000].map(spanText)).toEqual(['250 ms', '1 s', '30 s', '1 min', '1.5 h'])
  })
  it('gives short latencies a decimal', () => {
    expect([0.42, 12.4, 1234].map(latencyText)).toEqual(['0.4 ms', '12 ms', '1.2 s'])
  })
  it('reads back from a time field what it wrote, to the millisecond', () => {
    // Outside the hour that a change to winter time has twice.
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2026, 5, 1), max: Date.UTC(2026, 7, 1) }), time => {
        expect(timeOfField(fieldTime(time))).toBe(time)
      })
    )
    expect(timeOfField('')).toBeNaN()
  })
})

describe('the style of times', () => {
  const time = Date.UTC(2026, 10, 20, 23, 30, 7, 89)
  afterEach(() => {
    vi.unstubAllEnvs()
    timeStyle.value = 'local'
    timeOrigin.value = NaN
  })

  it("is the computer's own zone until another is chosen", () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    expect([clockText(time), dateText(time)]).toEqual(['00:30:07.089', '2026-11-21'])
    expect(dateTimeText(time)).toBe('2026-11-21 00:30:07')
  })
  it('may be UTC, and says so with the date', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    timeStyle.value = 'utc'
    expect([clockText(time), dateText(time)]).toEqual(['23:30:07.089', '2026-11-20'])
    expect(dateTimeText(time)).toBe('2026-11-20 23:30:07 UTC')
    expect(timeOfField(fieldTime(time))).toBe(time)
  })
  it('may be the time since the start, before it with a minus', () => {
    timeStyle.value = 'relative'
    timeOrigin.value = time - 3_723_004
    expect(clockText(time)).toBe('+1:02:03.004')
    expect(clockText(time, 0)).toBe('+1:02:03')
    expect(clockText(timeOrigin.value - 1500)).toBe('−0:00:01.500')
    expect(dateTimeText(time)).toBe('+1:02:03')
  })
  it('is local while there is no start to count from', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    timeStyle.value = 'relative'
    expect(clockText(time)).toBe('00:30:07.089')
  })
  it('cuts what it does not show of the second', () => {
    timeStyle.value = 'utc'
    expect([0, 1, 2].map(decimals => clockText(999, decimals))).toEqual(['00:00:00', '00:00:00.9', '00:00:00.99'])
  })
})
