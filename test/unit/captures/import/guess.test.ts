import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keepFiles, modified, preview, readWhole } from './imported'

keepFiles()

const data = (name: string): string => resolve(import.meta.dirname, '../../../data/import', name)
const at = (iso: string): number => Date.parse(iso)

describe('real files', () => {
  test('a log of an IMU is understood: seconds since the start, units in brackets', async () => {
    const { plan, doubts, confidence } = await preview(data('imu-fusion-first59.csv'))
    expect(plan).toMatchObject({ separator: 'comma', header: true, time: 0, timeStyle: 'elapsed-s', start: modified })
    expect({ doubts, confidence }).toEqual({ doubts: [], confidence: 1 })
    const { names, units, times, rows, tally } = await readWhole(data('imu-fusion-first59.csv'))
    expect(names.slice(0, 4)).toEqual(['Gyroscope X', 'Gyroscope Y', 'Gyroscope Z', 'Accelerometer X'])
    expect(units.slice(0, 4)).toEqual(['deg/s', 'deg/s', 'deg/s', 'g'])
    expect(times[1]).toBe(modified + 10.078907)
    expect(rows[0].slice(0, 3)).toEqual([0.01644619, -0.1517251, 0.1080897])
    expect({ rows: times.length, rejected: tally.rejected }).toEqual({ rows: 59, rejected: {} })
  })

  test('dates without a zone are UTC, or local where that is wanted', async () => {
    const { times, rows } = await readWhole(data('nab-ambient-temperature-first39.csv'))
    expect(times.slice(0, 2)).toEqual([at('2013-07-04T00:00:00Z'), at('2013-07-04T01:00:00Z')])
    expect(rows[0]).toEqual([69.88083514])
    const local = await readWhole(data('nab-ambient-temperature-first39.csv'), { zone: 'local' })
    expect(local.times[0]).toBe(new Date(2013, 6, 4).getTime())
  })
})

describe('files of other tools', () => {
  test.each([
    [
      'serial-studio',
      'RX Date/Time,IMU/Accel X,IMU/Temp (°C)\n2025/01/29 14:30:45::123,1,2\n2025/01/29 14:30:45::234,1.5,2.5\n'
    ],
    [
      'serial-studio',
      'RX Date/Time,(IMU) Accel X,(IMU) Temp [°C]\n2025/01/29/ 14:30:45::123,1,2\n2025/01/29/ 14:30:45::234,1.5,2.5\n'
    ],
    [
      'telemetry-viewer',
      'Sample Number (9 samples per second),UNIX Timestamp (Milliseconds since 1970-01-01),IMU.Accel X (),IMU.Temp (°C)\n0,1738161045123,1,2\n1,1738161045234,1.5,2.5\n'
    ],
    ['teleplot', 'timestamp(ms);IMU.Accel X;IMU.Temp (°C);\n1738161045123;1;2;\n1738161045234;1,5;2,5;\n'],
    ['serialplot', 'timestamp,Channel 1,Channel 2\n1738161045123,1,2\n1738161045234,1.5,2.5\n'],
    ['plotjuggler', '__time,/IMU/Accel X,/IMU/Temp\n1738161045.123,1,2\n1738161045.234,1.5,2.5\n'],
    ['signalbox', 'time,IMU.Accel X,IMU.Temp\n1738161045123,1,2\n1738161045234,1.5,2.5\n'],
    [
      'spreadsheet',
      'sep=;\r\ntime;IMU.Accel X;IMU.Temp (°C)\r\n29.1.2025 14:30:45,123;1;2\r\n29.1.2025 14:30:45,234;1,5;2,5\r\n'
    ]
  ])('%s', async (tool, text) => {
    expect((await preview(text)).tool).toBe(tool)
    const { names, times, rows } = await readWhole(text)
    if (tool !== 'serialplot') expect(names).toEqual(['IMU.Accel X', 'IMU.Temp'])
    expect(times).toEqual([at('2025-01-29T14:30:45.123Z'), at('2025-01-29T14:30:45.234Z')])
    expect(rows).toEqual([
      [1, 2],
      [1.5, 2.5]
    ])
  })

  test('a serial monitor of the Arduino IDE with times is read past midnight, whatever the lines are', async () => {
    const text =
      '23:59:59.489 -> Temp:23.5,Hum:40\n23:59:59.990 -> Temp:23.6,Hum:41\n00:00:00.500 -> Temp:23.7,Hum:42\n'
    expect(await preview(text)).toMatchObject({ tool: 'arduino', plan: { format: 'log', timeStyle: 'clock' } })
    const { names, times, rows } = await readWhole(text, { start: at('2026-01-02T00:00:00Z') })
    expect(names).toEqual(['Temp', 'Hum'])
    expect(times.map(time => new Date(time).toISOString())).toEqual([
      '2026-01-02T23:59:59.489Z',
      '2026-01-02T23:59:59.990Z',
      '2026-01-03T00:00:00.500Z'
    ])
    expect(rows[2]).toEqual([23.7, 42])
  })

  test('lines of a device without times ask for a rate', async () => {
    const text = '>sin:0.84\n>sin:0.85\n>sin:0.86\n'
    expect(await preview(text)).toMatchObject({ doubts: ['no-time'], plan: { format: 'log', timeStyle: 'rate' } })
    expect((await readWhole(text, { rate: 4 })).times).toEqual([modified, modified + 250, modified + 500])
  })
})

describe('separator, decimal sign and thousands', () => {
  test.each([
    ['A;B\n1,5;2,5\n2,5;3,5\n', 'semicolon', 'comma', 'none', [1.5, 2.5]],
    ['A\tB\n1,5\t2\n2,5\t3\n', 'tab', 'comma', 'none', [1.5, 2]],
    ['A,B\n1.5,2\n2.5,3\n', 'comma', 'point', 'none', [1.5, 2]],
    ['A|B\n1.5|2\n2.5|3\n', 'pipe', 'point', 'none', [1.5, 2]],
    ['A  B\n1.5   2\n2.5  3\n', 'space', 'point', 'none', [1.5, 2]],
    ['A;B\n1.234,5;2\n2.345,5;3\n', 'semicolon', 'comma', 'point', [1234.5, 2]],
    ["A;B\n1'234.5;2\n2'345.5;3\n", 'semicolon', 'point', 'apostrophe', [1234.5, 2]],
    ['A;B\n1 234,5;2\n2 345,5;3\n', 'semicolon', 'comma', 'space', [1234.5, 2]],
    ['A,B\n"1,234.5",2\n"2,345.5",3\n', 'comma', 'point', 'comma', [1234.5, 2]]
  ] as const)('%j', async (text, separator, decimal, thousands, row) => {
    expect((await preview(text, { rate: 1 })).plan).toMatchObject({ separator, decimal, thousands })
    expect((await readWhole(text, { rate: 1 })).rows[0]).toEqual(row)
  })

  test('1,234 alone could be either: it says so, and what is chosen holds', async () => {
    const text = 'A;B\n1,234;2\n2,345;3\n'
    expect(await preview(text, { rate: 1 })).toMatchObject({ doubts: ['decimal'], plan: { decimal: 'comma' } })
    const { rows } = await readWhole(text, { rate: 1, decimal: 'point', thousands: 'comma' })
    expect(rows[0]).toEqual([1234, 2])
  })
})

describe('the head', () => {
  test('lines before the header and a line of units are found', async () => {
    const text = 'Model,TBS1052\nDate,2026-01-01\n\nTime,CH1,CH2\n(s),(V),(mA)\n0,1,2\n0.1,2,3\n0.2,3,4\n'
    const { plan, doubts } = await preview(text)
    expect(plan).toMatchObject({ header: true, unitsLine: true, timeStyle: 'elapsed-s' })
    expect(doubts).toEqual([])
    const { names, units, rows } = await readWhole(text)
    expect({ names, units, first: rows[0] }).toEqual({ names: ['CH1', 'CH2'], units: ['V', 'mA'], first: [1, 2] })
  })

  test('a header behind # is one, as numpy writes it', async () => {
    const { names, rows } = await readWhole('# made by numpy\n# time temp\n0.0 1.5\n0.5 1.7\n')
    expect({ names, rows }).toEqual({ names: ['temp'], rows: [[1.5], [1.7]] })
  })

  test('without a header columns are numbered, and a counter is no time', async () => {
    const { plan, doubts } = await preview('1,1.5\n2,1.6\n3,1.7\n')
    expect(plan).toMatchObject({ header: false, time: null, timeStyle: 'rate' })
    expect(plan.columns.map(({ name }) => name)).toEqual(['ch1', 'ch2'])
    expect(doubts).toEqual(['no-time'])
  })

  test('names that are there twice are told apart, units in DIN style are units', async () => {
    const { names, units } = await readWhole('Zeit (s);p / hPa;p in bar;p\n0;1;2;3\n1;2;3;4\n')
    expect({ names, units }).toEqual({ names: ['p', 'p_2', 'p_3'], units: ['hPa', 'bar', ''] })
  })
})

describe('the time', () => {
  test.each([
    ['t_ms', 'elapsed-ms', ['0', '10'], 10],
    ['micros', 'elapsed-us', ['0', '10000'], 10],
    ['Time (s)', 'elapsed-s', ['0', '0.01'], 10],
    ['epoch', 'epoch-s', ['1700000000', '1700000000.25'], 250],
    ['timestamp', 'epoch-ns', ['1700000000000000000', '1700000000250000000'], 250],
    ['when', 'date-dmy', ['24.12.2025 08:00', '24.12.2025 08:01'], 60_000],
    ['when', 'date-mdy', ['12/24/2025 8:00:00 AM', '12/24/2025 8:00:01 AM'], 1000],
    ['when', 'date-ymd', ['2025-12-24T08:00:00+01:00', '2025-12-24T08:00:00.5+01:00'], 500],
    ['when', 'clock', ['08:00:00', '08:00:02'], 2000]
  ] as const)('%s as %s', async (name, style, cells, step) => {
    const text = `${name};v\n${cells.map(cell => `${cell};1`).join('\n')}\n`
    expect((await preview(text)).plan.timeStyle).toBe(style)
    const { times } = await readWhole(text)
    expect(times[1] - times[0]).toBe(step)
  })

  test('date and time of day in two columns are one time', async () => {
    const { times, names } = await readWhole('Datum;Uhrzeit;T\n01.02.2026;10:00:00;1\n01.02.2026;10:00:01;2\n')
    expect(names).toEqual(['T'])
    expect(times).toEqual([at('2026-02-01T10:00:00Z'), at('2026-02-01T10:00:01Z')])
  })

  test('03/04/2026 could be either order: it says so', async () => {
    expect((await preview('time,v\n03/04/2026 10:00,1\n03/04/2026 10:01,2\n')).doubts).toEqual(['date-order'])
  })

  test('the column can be named, by its label or its name; another name is refused with those there are', async () => {
    const text = 'a (ms),b\n5,1\n6,2\n'
    for (const timeColumn of ['a (ms)', 'A']) expect((await preview(text, { timeColumn })).plan.time).toBe(0)
    await expect(preview(text, { timeColumn: 'c' })).rejects.toMatchObject({
      code: 'bad-input',
      remedy: 'The columns are a (ms), b.'
    })
  })
})

test('a long file, one value a row, becomes rows of channels with their units', async () => {
  const { names, units, rows, times } = await readWhole(
    'time,channel,value,unit\n1700000000000,a,1,V\n1700000000000,b,2,A\n1700000000001,a,3,V\n'
  )
  expect({ names, units, times: times.length }).toEqual({ names: ['a', 'b'], units: ['V', 'A'], times: 2 })
  expect(rows).toEqual([
    [1, 2],
    [3, null]
  ])
})

test('columns can be renamed, given a unit and left out', async () => {
  const columns = [
    { index: 1, name: 'Boiler', unit: '°C' },
    { index: 2, used: false }
  ]
  const { names, units } = await readWhole('time (s),a,b,c\n0,1,2,3\n1,2,3,4\n', { columns })
  expect({ names, units }).toEqual({ names: ['Boiler', 'c'], units: ['°C', ''] })
})
