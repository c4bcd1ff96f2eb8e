import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keepFiles, modified, preview, readWhole } from './imported'

keepFiles()

const start = 'time (s),a,b\n'
const lines = (count: number): string => Array.from({ length: count }, (_, row) => `${row},1,2\n`).join('')

describe('rows that are not taken', () => {
  test('each is counted by its reason and named with its line', async () => {
    const columns = [{ index: 1, used: true }]
    const text = `${start}0,1,2\n1,2\n2,3,4,5\n3,x,4\n3.5,x,y\nnow,1,1\n2.9,1,1\n4,5,6,\n`
    const { rows, tally } = await readWhole(text, { columns })
    expect(rows).toEqual([
      [1, 2],
      [null, 4],
      [5, 6]
    ])
    expect(tally.rejected).toEqual({
      'wrong-field-count': 2,
      'not-a-number': 2,
      'not-a-time': 1,
      'time-goes-back': 1
    })
    expect(tally.problems).toEqual([
      { line: 3, message: '2 fields instead of 3' },
      { line: 4, message: '4 fields instead of 3' },
      { line: 5, message: 'a: "x" is not a number' },
      { line: 6, message: '"x" is not a number' },
      { line: 7, message: '"now" is not a time' },
      { line: 8, message: 'the time goes back by 100 ms' }
    ])
  })

  test('a device clock that starts again goes on behind the last row, after a gap', async () => {
    const { times, events, tally } = await readWhole('millis,v\n1000,1\n1100,2\n1200,3\n0,4\n100,5\n')
    expect(times.map(time => time - modified)).toEqual([1000, 1100, 1200, 1300, 1400])
    expect(events).toEqual([{ kind: 'gap', from: modified + 1200, time: modified + 1300 }])
    expect(tally.rejected).toEqual({})
  })

  test('a file with the newest row first says so', async () => {
    const text = 'time,v\n2026-01-01 00:00:03,1\n2026-01-01 00:00:02,2\n2026-01-01 00:00:01,3\n'
    expect((await preview(text)).doubts).toContain('descending')
  })

  test('a time beyond what calendars show is none', async () => {
    const { tally, times } = await readWhole('time,v\n1,1\n1e300,2\n2,3\n', { timeStyle: 'epoch-s' })
    expect({ rejected: tally.rejected, times }).toEqual({ rejected: { 'not-a-time': 1 }, times: [1000, 2000] })
  })
})

describe('hostile files', () => {
  test.each([
    ['empty', ''],
    ['one word', 'hello'],
    ['only a header', 'time,a,b\n'],
    ['zeros', Buffer.alloc(100_000)],
    ['binary', Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7919 + (at >> 3)) % 256))],
    ['a cut Parquet file', Buffer.from('PAR1 and then nothing')],
    ['a cut MCAP file', Buffer.from([0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a, 1, 2, 3])]
  ])('%s is refused with a reason and a remedy', async (_, content) => {
    await expect(preview(Buffer.from(content))).rejects.toMatchObject({ code: 'bad-input', remedy: /./ })
  })

  test('UTF-16 and Windows 1252 read as UTF-8 does, with a mark or without', async () => {
    const text = 'Time (s);Temp (°C)\r\n0;1,5\r\n1;2,5\r\n'
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      Buffer.from(text, 'latin1')
    ]) {
      const { names, units, rows } = await readWhole(bytes)
      expect({ names, units, rows }).toEqual({ names: ['Temp'], units: ['°C'], rows: [[1.5], [2.5]] })
    }
  })

  test('a line of many megabytes is skipped and counted, and the lines after it are numbered right', async () => {
    const { rows, tally } = await readWhole(`${start}0,1,2\n${'9'.repeat(5_000_000)}\n1,x,4\n`)
    expect(rows).toEqual([
      [1, 2],
      [null, 4]
    ])
    expect(tally.rejected).toEqual({ 'too-long': 1, 'not-a-number': 1 })
    expect(tally.problems.map(({ line }) => line)).toEqual([3, 4])
  })

  test('a quote that is never closed costs rows, not the import', async () => {
    const good = Array.from({ length: 200_000 }, (_, row) => `${row},"1",2\n`).join('')
    const { tally, times } = await readWhole(`time (s),a,b\n${good}200000,"1,2\n${good.replaceAll('"', '')}`)
    expect(times.length).toBeGreaterThanOrEqual(200_000)
    expect(tally.rejected['unclosed-quote']).toBe(1)
  })

  test('zeros between good lines cost their line only', async () => {
    const { rows, tally } = await readWhole(`${start}${lines(100)}\0\0\0\n200,3,4\n`)
    expect({ rows: rows.length, rejected: tally.rejected }).toEqual({ rows: 101, rejected: { 'wrong-field-count': 1 } })
  })
})

describe('JSON lines', () => {
  test('nested members are channels, texts are left out, later members are added', async () => {
    const text =
      '{"ts":"2026-01-01T00:00:00.5Z","imu":{"x":1,"y":[1,2]},"ok":true,"note":"a"}\nnope\n{"ts":"2026-01-01T00:00:01Z","imu":{"x":2},"new (V)":3}\n'
    const { names, units, times, rows, tally } = await readWhole(text)
    expect(names).toEqual(['imu.x', 'imu.y.0', 'imu.y.1', 'ok', 'new'])
    expect(units.at(-1)).toBe('V')
    expect(times).toEqual([Date.parse('2026-01-01T00:00:00.500Z'), Date.parse('2026-01-01T00:00:01Z')])
    expect(rows).toEqual([
      [1, 1, 2, 1, null],
      [2, null, null, null, 3]
    ])
    expect(tally.problems).toEqual([{ line: 2, message: '"nope": not a JSON object' }])
  })

  test('channels that appear behind the sample are channels all the same', async () => {
    const many = Array.from({ length: 20_000 }, (_, row) => `{"time":${1.7e12 + row},"a":${row}}\n`).join('')
    const { names, rows } = await readWhole(`${many}{"time":1700000020000,"a":1,"late":2}\n`)
    expect(names).toEqual(['a', 'late'])
    expect(rows.at(-1)).toEqual([1, 2])
    expect(rows[0]).toEqual([0, null])
  })
})

describe('whatever numbers a file holds', () => {
  const number = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constant(Infinity), fc.constant(0))
  const table = fc.array(fc.tuple(number, fc.option(number)), { minLength: 1, maxLength: 40 })
  const cell = (value: number | null, comma: boolean): string =>
    value === null ? '' : comma ? String(value).replace('.', ',') : String(value)
  const isSame = (one: number | null, other: number | null): boolean =>
    one === null || other === null ? one === other : one === other || Object.is(one, other)

  test('they come back to the last digit, with commas, quotes and every line end', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, comma, quoted, end) => {
          const field = (text: string): string => (quoted ? `"${text}"` : text)
          const lines = rows.map(([a, b], row) =>
            [String(1.7e12 + row), cell(a, comma), cell(b, comma)].map(field).join(';')
          )
          const text = ['time;a;b', ...lines].join(end) + end
          const read = await readWhole(text, {
            format: 'csv',
            separator: 'semicolon',
            decimal: comma ? 'comma' : 'point',
            thousands: 'none',
            timeStyle: 'epoch-ms',
            time: 0,
            header: true
          })
          expect(read.times).toEqual(rows.map((_, row) => 1.7e12 + row))
          for (const [row, [a, b]] of rows.entries())
            expect(isSame(read.rows[row][0], a) && isSame(read.rows[row][1] ?? null, b)).toBe(true)
        }
      ),
      { numRuns: 60 }
    )
  }, 60_000)

  test('and times are rounded once, in every unit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 4_000_000_000_000_000 }), async microseconds => {
        const seconds = `${Math.floor(microseconds / 1e6)}.${String(microseconds % 1e6).padStart(6, '0')}`
        const { times } = await readWhole(`t;v\n${seconds};1\n`, { timeStyle: 'epoch-s', time: 0 })
        expect(times).toEqual([Number(`${microseconds}e-3`)])
      }),
      { numRuns: 40 }
    )
  })
})
