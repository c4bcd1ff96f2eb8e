import { describe, expect, test } from 'vitest'
import { mistakePlace } from '@renderer/panels/sql/mistake-place'
import { remembered, sqlOptions } from '@renderer/panels/sql/options'
import { chartColumns, chartData, smallestStep } from '@renderer/panels/sql/result-chart'
import { numberOf, resultCsv } from '@renderer/panels/sql/result-rows'

describe('the options of the panel', () => {
  test('make valid ones of anything', () => {
    const usual = sqlOptions.parse({})
    for (const odd of [null, 7, { sql: 5, history: 'x', view: 'cube', y: [1] }])
      expect(sqlOptions.parse(odd)).toEqual(usual)
  })

  test('keep the newest queries first, each once, and not more than a layout has room for', () => {
    let options = sqlOptions.parse({})
    for (let at = 0; at < 20; at++) options = remembered(options, `SELECT ${at}`)
    options = remembered(options, ' SELECT 18 ')
    expect(options.history.slice(0, 3)).toEqual(['SELECT 18', 'SELECT 19', 'SELECT 17'])
    expect(options.history).toHaveLength(15)
    const long = remembered(options, 'x'.repeat(9000))
    expect(long).toMatchObject({ sql: options.sql, history: options.history })
    expect(sqlOptions.parse(long)).toEqual(long)
  })
})

describe('a mistake', () => {
  test('is found at its line and column', () => {
    const sql = 'SELECT 1\nFROM smaples WHERE x'
    const place = mistakePlace('no such table (line 2, column 6)', sql)
    expect(place).toEqual({ at: sql.indexOf('smaples'), before: 'FROM ', there: 'smaples', after: ' WHERE x' })
  })

  test('without a place has none', () => expect(mistakePlace('it took too long', 'SELECT 1')).toBeNull())
})

const columns = [
  { name: 'at', type: 'TIMESTAMP WITH TIME ZONE' },
  { name: 'name', type: 'VARCHAR' },
  { name: 'mean', type: 'DOUBLE' }
]
const rows = [
  ['2026-11-20T14:15:30Z', 'a,"b"', 1.5],
  ['2026-11-20T14:15:32Z', '=cmd()', 'NaN'],
  ['2026-11-20T14:15:33Z', null, -2]
]

describe('a result as a chart', () => {
  test('takes the first column along and numbers up, unless others are chosen that are there', () => {
    expect(chartColumns(columns, { x: '', y: [] })).toEqual({ x: 'at', y: ['mean'] })
    expect(chartColumns(columns, { x: 'name', y: ['gone'] })).toEqual({ x: 'name', y: ['mean'] })
  })

  test('places times in ms, names by their row, and leaves holes where there is no number', () => {
    const byTime = chartData({ columns, rows }, { x: 'at', y: ['mean'] })
    expect([...byTime.x]).toEqual([30, 32, 33].map(second => Date.UTC(2026, 10, 20, 14, 15, second)))
    expect([...byTime.lines[0].values]).toEqual([1.5, NaN, -2])
    expect(byTime.isTime).toBe(true)
    const byName = chartData({ columns, rows }, { x: 'name', y: ['mean'] })
    expect([...byName.x]).toEqual([0, 1, 2])
    expect(byName.names).toEqual(['a,"b"', '=cmd()', ''])
  })

  test('makes bars as wide as the smallest step allows', () => {
    expect(smallestStep(Float64Array.of(5, 1, 3.5, NaN, 1))).toBe(1.5)
    expect(smallestStep(Float64Array.of(7))).toBe(1)
  })

  test('reads a time without a zone as UTC, and digits beyond a double as near as one comes', () => {
    expect(numberOf('2026-11-20T14:15:30.5', { name: '', type: 'TIMESTAMP' })).toBe(
      Date.UTC(2026, 10, 20, 14, 15, 30, 500)
    )
    expect(numberOf('2026-11-20', { name: '', type: 'DATE' })).toBe(Date.UTC(2026, 10, 20))
    expect(numberOf('9007199254740993', { name: '', type: 'BIGINT' })).toBe(9007199254740992)
    expect(numberOf('7', { name: '', type: 'VARCHAR' })).toBeNaN()
  })
})

test('a result as CSV quotes what must be, and lets no text be taken for a formula', () => {
  expect(resultCsv({ columns, rows })).toBe(
    'at,name,mean\r\n2026-11-20T14:15:30Z,"a,""b""",1.5\r\n2026-11-20T14:15:32Z,\'=cmd(),NaN\r\n2026-11-20T14:15:33Z,,-2\r\n'
  )
})
