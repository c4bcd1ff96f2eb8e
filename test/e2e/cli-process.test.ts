import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Detector, type Expected, expectedRows, type Limits } from '../support/expected-rows'
import { type Row, rowsOf } from '../support/result-rows'
import { outcome, signalbox, startSignalbox } from '../support/run-signalbox'
import { until } from '../support/until'

let folder = ''
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'signalbox-process-'))))
afterAll(() => rm(folder, { recursive: true }))

/** Two channels with spikes, a level far from 0, and missing values, 500 a second. */
const columns = { a: [] as number[], b: [] as number[] }
for (let row = 0; row < 3000; row++) {
  const noise = Math.sin(row * row) * 0.5
  columns.a.push(
    row % 97 === 5 ? NaN : Number((20 * Math.sin(row / 60) + noise + (row % 701 === 700 ? 30 : 0)).toFixed(3))
  )
  columns.b.push(Number((1e6 + Math.cos(row / 9) + (row > 1500 && row < 1510 ? 0 : noise)).toFixed(2)))
}
const times = columns.a.map((_, row) => (row * 1000) / 500)
const csv = ['a (V),b', ...columns.a.map((a, row) => `${Number.isNaN(a) ? 'nan' : a},${columns.b[row]}`), ''].join('\n')
const limits: Limits = {
  yellow: { low: -15, high: 15 },
  red: { low: -19, high: 19 },
  deadband: 0.5,
  onDelay: 20,
  offDelay: 40
}

/** Names the first value that is not as expected; empty when all are. */
function differences(rows: readonly Row[], channel: string, expected: readonly Expected[]): string {
  if (rows.length !== expected.length) return `${rows.length} rows instead of ${expected.length}`
  const finite = expected.map(({ value }) => value).filter(value => !Number.isNaN(value))
  const range = Math.max(...finite) - Math.min(...finite)
  const level = Math.max(...finite.map(Math.abs))
  const tolerance = 1e-9 * range + level * Number.EPSILON
  for (const [index, want] of expected.entries()) {
    const row = rows[index]
    const near = (name: string, wanted: number, allowed: number): boolean => {
      const got = row[name]
      if (Number.isNaN(wanted) || got === null) return Number.isNaN(wanted) && got === null
      return got === wanted || Math.abs(Number(got) - wanted) <= allowed
    }
    const fine =
      near(channel, want.value, 0) &&
      near(`${channel}.mean`, want.mean, tolerance) &&
      near(`${channel}.std`, want.std, tolerance) &&
      near(`${channel}.score`, want.score, tolerance + 1e-6 * want.score) &&
      row[`${channel}.anomaly`] === want.anomaly &&
      row[`${channel}.state`] === want.state
    if (!fine) return `row ${index}: ${JSON.stringify(row)} instead of ${JSON.stringify(want)}`
  }
  return ''
}

describe('process agrees with an independent computation', () => {
  const detectors: readonly (readonly [string, Detector, number])[] = [
    ['zscore:4', { kind: 'zscore', threshold: 4 }, 20],
    ['deviation:3', { kind: 'deviation', threshold: 3 }, 7],
    ['none', { kind: 'none', threshold: Infinity }, 50]
  ]
  it.each(['csv', 'jsonl', 'parquet'])('in %s, with each detector, limits and delays', async format => {
    const input = join(folder, 'in.csv')
    const states = join(folder, 'states.json')
    await writeFile(input, csv)
    await writeFile(states, JSON.stringify({ channels: { a: limits } }))
    for (const [anomaly, detector, window] of detectors) {
      const out = join(folder, `out.${format}`)
      const argv = ['process', input, '--rate', '500', '--window', String(window), '--anomaly', anomaly]
      const { code, stdout, stderr } = await signalbox([...argv, '--states', states, '--out', out, '--json'])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      const rows = await rowsOf(out)
      const expected = {
        a: expectedRows(columns.a, times, { window, detector, limits }),
        b: expectedRows(columns.b, times, { window, detector })
      }
      expect(Object.keys(rows[0])).toEqual(
        ['time', 'a', 'b'].flatMap(name =>
          name === 'time'
            ? [name]
            : [name, ...['mean', 'std', 'score', 'anomaly', 'state'].map(part => `${name}.${part}`)]
        )
      )
      expect(rows.map(({ time }) => time)).toEqual(times)
      expect(differences(rows, 'a', expected.a)).toBe('')
      expect(differences(rows, 'b', expected.b)).toBe('')
      // The data means something: every light was on, and there were anomalies unless nobody looked for them.
      expect(new Set(expected.a.map(({ state }) => state)).size).toBe(3)
      expect(expected.a.some(row => row.anomaly === 1)).toBe(anomaly !== 'none')
      const { samples, channels, bytes, rejected, mbPerSecond, seconds } = JSON.parse(stdout) as Record<string, unknown>
      expect({ samples, channels, bytes, rejected }).toEqual({
        samples: 3000,
        channels: ['a', 'b'],
        bytes: csv.length,
        rejected: 0
      })
      expect(mbPerSecond).toBeCloseTo(csv.length / 1e6 / Number(seconds), 9)
    }
  })

  it('in a summary, without an output', async () => {
    const { stdout } = await signalbox(['process', '-', '--anomaly', 'zscore:4', '--window', '20', '--json'], {
      input: csv
    })
    const flags = expectedRows(columns.a, times, { window: 20, detector: { kind: 'zscore', threshold: 4 } })
    const other = expectedRows(columns.b, times, { window: 20, detector: { kind: 'zscore', threshold: 4 } })
    const begins = [flags, other].map(rows => starts(rows.filter(({ value }) => !Number.isNaN(value))))
    expect((JSON.parse(stdout) as { anomalies: number }).anomalies).toBe(begins[0] + begins[1])
  })
})

/** An anomaly counts once, however many samples it lasts. */
function starts(rows: readonly Expected[]): number {
  return rows.filter(({ anomaly }, index) => anomaly === 1 && rows[index - 1]?.anomaly !== 1).length
}

describe('time', () => {
  const timeOf = async (input: string, ...more: string[]): Promise<(number | string | null)[]> => {
    const out = join(folder, 'time.jsonl')
    const { code, stderr } = await signalbox(['process', '-', '--out', out, ...more], { input })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const rows = await rowsOf(out)
    expect(Object.keys(rows[0])).toEqual(['time', 'x', 'x.mean', 'x.std', 'x.score', 'x.anomaly', 'x.state'])
    return rows.map(({ time }) => time)
  }

  it.each([
    ['seconds, by the unit', 'clock (s),x\n0.5,1\n0.75,2\n1,3\n', ['--time', 'clock'], [500, 750, 1000]],
    ['the name with its unit', 'clock (us),x\n500,1\n1500,2\n2500,3\n', ['--time', 'clock (us)'], [0.5, 1.5, 2.5]],
    ['bare numbers as ms', 'ticks,x\n10,1\n20,2\n40,3\n', ['--time', 'ticks'], [10, 20, 40]],
    ['millis as ms', 'millis,x\n10,1\n20,2\n40,3\n', ['--time', 'millis'], [10, 20, 40]],
    ['a missing time as the one before', 'ticks,x\n10,1\nnan,2\n40,3\n', ['--time', 'ticks'], [10, 10, 40]],
    [
      'seconds since 1970, by size',
      'when,x\n1700000000,1\n1700000001,2\n1700000002,3\n',
      ['--time', 'when'],
      [17e11, 17e11 + 1000, 17e11 + 2000]
    ],
    ['a column that is named like it', 'x,time\n1,5\n2,6\n3,9\n', [], [5, 6, 9]],
    ['a rate', 'x\n1\n2\n3\n', ['--rate', '8'], [0, 125, 250]],
    ['nothing: a millisecond a row', 'x\n1\n2\n3\n', [], [0, 1, 2]],
    [
      'ISO dates',
      'when,x\n2026-11-20T10:00:00Z,1\n2026-11-20T11:00:00.25+01:00,2\n"2026-11-20 10:00:01",3\n',
      ['--time', 'when'],
      [0, 250, 1000].map(later => Date.UTC(2026, 10, 20, 10) + later)
    ]
  ])('comes from %s', async (_what, input, argv, expected) => {
    expect(await timeOf(input, ...argv)).toEqual(expected)
  })

  it('that names no column is refused with the columns there are', async () => {
    const { code, stderr } = await signalbox(['process', '-', '--time', 'when'], { input: 'x,y\n1,2\n3,4\n5,6\n' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^signalbox: [^\n]*"when"[^\n]*x, y[^\n]*\n$/)
  })
})

describe('channels', () => {
  it.each(['csv', 'jsonl', 'parquet'])('that come later have their columns in %s, also from a pipe', async format => {
    const out = join(folder, `late.${format}`)
    const lines = Array.from({ length: 900 }, (_, row) =>
      JSON.stringify({ a: row, ...(row >= 400 ? { b: -row } : {}) })
    )
    const child = startSignalbox(['process', '-', '--out', out, '--anomaly', 'none'])
    const ended = outcome(child)
    child.stdin!.write(lines.slice(0, 300).join('\n') + '\n')
    await until('the output is begun', async () =>
      (await readdir(folder)).some(name => name.startsWith(`late.${format}.`))
    )
    child.stdin!.end(lines.slice(300).join('\n'))
    expect((await ended).code).toBe(0)
    const rows = await rowsOf(out)
    expect(rows).toHaveLength(900)
    expect(rows.every((row, at) => row.a === at && (at < 400 ? (row.b ?? null) === null : row.b === -at))).toBe(true)
    expect(rows[450]['b.mean']).toBeCloseTo(-425.5, 9)
    expect((await readdir(folder)).filter(name => name.includes('.part'))).toEqual([])
  })

  it('called like other columns get a number, so that nothing is written twice', async () => {
    const out = join(folder, 'twice.csv')
    await signalbox(['process', '-', '--rate', '1', '--out', out], { input: 'time,a,a.mean\n1,2,3\n4,5,6\n7,8,9\n' })
    const [header] = (await readFile(out, 'utf8')).split('\n')
    expect(new Set(header.split(',')).size).toBe(header.split(',').length)
    expect((await rowsOf(out))[1]).toMatchObject({ time: 1000, time_2: 4, a: 5, 'a.mean': 3.5, 'a.mean_2': 6 })
  })

  it('may be 300', async () => {
    const row = (number: number): string => Array.from({ length: 300 }, (_, at) => number * at).join(',')
    const input = Array.from({ length: 50 }, (_, number) => row(number)).join('\n')
    for (const format of ['csv', 'parquet']) {
      const out = join(folder, `wide.${format}`)
      expect((await signalbox(['process', '-', '--out', out], { input })).code).toBe(0)
      expect((await rowsOf(out))[49].ch300).toBe(49 * 299)
    }
  })
})
