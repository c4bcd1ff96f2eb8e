import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import {
  bytesText,
  countText,
  decimalsFor,
  fixedText,
  metricText,
  percentText,
  plainText,
  readingText,
  valueText
} from '@renderer/format/numbers'

describe('numbers on screen', () => {
  it('shows a dash for what is no number', () => {
    expect([valueText(null), valueText(NaN), fixedText(Infinity, 2), readingText(NaN)]).toEqual(['–', '–', '–', '–'])
  })
  it('gives a value about as many significant digits as asked', () => {
    expect([valueText(12.3456), valueText(0.5, 3), valueText(123456), valueText(2e12, 5), valueText(3e-7, 4)]).toEqual([
      '12.346',
      '0.50',
      '123456',
      '2.000e12',
      '3.00e-7'.replace('-', '−')
    ])
  })
  it('writes negative numbers with a real minus sign', () => {
    expect([valueText(-1, 2), plainText(-2.5), countText(-1234)]).toEqual(['−1.0', '−2.5', '−1\u202f234'])
  })
  it('separates thousands by narrow spaces', () => {
    expect([countText(999), countText(1000), countText(1234567)]).toEqual(['999', '1\u202f000', '1\u202f234\u202f567'])
  })
  it('never writes a thousand of a smaller unit', () => {
    expect([bytesText(0), bytesText(999), bytesText(999_960), bytesText(1500), bytesText(2_340_000_000)]).toEqual([
      '0\u202fB',
      '999\u202fB',
      '1.00\u202fMB',
      '1.50\u202fkB',
      '2.34\u202fGB'
    ])
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), bytes => {
        expect(bytesText(bytes)).toMatch(/^\d{1,3}(\.\d{1,2})?\u202f(B|kB|MB|GB|TB)$/)
      })
    )
  })
  it('writes rates with three digits and a prefix', () => {
    expect([metricText(0), metricText(100), metricText(12_500), metricText(1_000_000)]).toEqual([
      '0',
      '100',
      '12.5\u202fk',
      '1.00\u202fM'
    ])
  })
  it('does not call a little nothing', () => {
    expect([percentText(0), percentText(0.004), percentText(0.75)]).toEqual(['0\u202f%', '<1\u202f%', '75\u202f%'])
  })
  it('shows as many decimals as the device has used, and keeps them when a value ends in zero', () => {
    expect(decimalsFor(1.832)).toBe(3)
    expect(decimalsFor(1.83, 3)).toBe(3)
    expect(fixedText(1.83, decimalsFor(1.83, 3))).toBe('1.830')
    expect(decimalsFor(null, 3)).toBe(3)
  })
  it('shows a small signal on a large offset', () => {
    expect(fixedText(1e9 + 0.84, decimalsFor(1e9 + 0.84))).toBe('1000000000.84')
  })
  it('keeps very large and very small values short', () => {
    expect([1.359614321809713e300, -3.2e-12, 1e12].map(value => fixedText(value, decimalsFor(value)))).toEqual([
      '1.360e300',
      '−3.200e−12',
      '1.000e12'
    ])
    expect(fixedText(1_000_000_001, decimalsFor(1_000_000_001))).toBe('1000000001')
  })
  it('shows at most seven digits of a value with many', () => {
    expect(decimalsFor(Math.PI)).toBe(6)
    expect(decimalsFor(1013.123456789)).toBe(3)
    expect(readingText(0.1 + 0.2)).toBe('0.3')
  })
})
