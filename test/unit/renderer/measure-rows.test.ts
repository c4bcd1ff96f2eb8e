import { describe, expect, it } from 'vitest'
import { differenceText, frequencyText } from '@renderer/panels/measure/difference-text'
import { measureCsv, measureValues, nearestSamples, sortedRows } from '@renderer/panels/measure/measure-rows'

describe('measurements', () => {
  it('take difference and slope of the samples that were read, in seconds', () => {
    const values = measureValues({ a: { time: 1000, value: 2 }, b: { time: 1500, value: 5 } })
    expect(values).toMatchObject({ a: 2, b: 5, difference: 3, slope: 6, mean: null, pointer: null })
    expect(measureValues({ a: { time: 1, value: 2 } })).toMatchObject({ a: 2, difference: null, slope: null })
    expect(measureValues({ a: { time: 1, value: 2 }, b: { time: 1, value: 2 } }).slope).toBe(null)
  })

  it('read of each channel the nearest sample that is a number', () => {
    const frame = {
      subscription: 1,
      first: 0,
      rows: 4,
      time: Float64Array.of(10, 20, 30, 40),
      gap: new Uint8Array(4),
      value: [Float64Array.of(1, NaN, NaN, 4), Float64Array.of(NaN, 2, 3, NaN), new Float64Array(4).fill(NaN)]
    }
    expect(nearestSamples(frame, 24)).toEqual([{ time: 10, value: 1 }, { time: 20, value: 2 }, undefined])
  })

  it('are sorted with what has no number last, either way', () => {
    const rows = [2, null, 1].map(a => ({ values: { ...measureValues({}), a } }))
    const order = (descending: boolean): (number | null)[] =>
      sortedRows(rows, { by: 'a', descending }).map(({ values }) => values.a)
    expect(order(false)).toEqual([1, 2, null])
    expect(order(true)).toEqual([2, 1, null])
    expect(sortedRows(rows, null)).toBe(rows)
  })

  it('become CSV with all digits, and names that no spreadsheet takes for a formula', () => {
    const values = { ...measureValues({ a: { time: 0, value: 0.1 + 0.2 } }) }
    const csv = measureCsv([{ device: 'a,"b"', channel: '=x', unit: '°C', values }], ['a', 'b'])
    expect(csv).toBe('device,channel,unit,a,b\r\n"a,""b""",\'=x,°C,0.30000000000000004,\r\n')
  })

  it('say differences of times in the unit that fits', () => {
    expect(differenceText(12.3456)).toBe('12.3456 ms')
    expect(differenceText(-1234.5)).toBe('−1.2345 s')
    expect(differenceText(125_250)).toBe('2:05.250')
    expect(frequencyText(20)).toBe('50 Hz')
    expect(frequencyText(0)).toBe('–')
  })
})
