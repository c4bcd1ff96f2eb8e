import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { elapsedText, fieldTime, latencyText, spanText, timeOfField } from '@renderer/format/times'

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
