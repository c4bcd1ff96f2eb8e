import { execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signalbox, startSignalbox } from '../support/run-signalbox'
import { until } from '../support/until'

let folder = ''
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'signalbox-captures-'))))
afterAll(() => rm(folder, { recursive: true }))

const simulator = ['sine', '--channels', '3', '--rate', '500', '--seed', '5']
const address = 'sim:sine?channels=3&rate=500&seed=5'

interface Listed {
  readonly id: string
  readonly device: string
  readonly start: number
  readonly end: number
  readonly status: string
  readonly channels: readonly { readonly name: string; readonly unit: string }[]
  readonly samples: number
  readonly bytes: number
}

async function captures(data: string): Promise<Listed[]> {
  const { code, stdout, stderr } = await signalbox(['captures', '--data', data, '--json'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Listed[]
}

/** Starts the host on a simulator; resolves once some of it is on disk. */
async function serving(data: string, ...more: string[]): Promise<{ child: ChildProcess; line: string }> {
  const child = startSignalbox(['serve', '--no-open', '--data', data, '--open', address, ...more])
  child.stderr!.resume()
  const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string]
  await until('something is recorded', async () => (await onDisk(data)) > 200)
  return { child, line }
}

/** Samples that the capture's manifest says are safe. */
async function onDisk(data: string): Promise<number> {
  const names = await readdir(join(data, 'captures')).catch(() => [])
  const manifest = names.find(name => name.endsWith('.json'))
  if (!manifest) return 0
  const text = await readFile(join(data, 'captures', manifest), 'utf8').catch(() => '{}')
  return Number(/"samples":\s*(\d+)/.exec(text)?.[1] ?? 0)
}

/** The lines the simulator sends, header first, without units. */
async function sentLines(count: number): Promise<string[]> {
  const { stdout } = await signalbox(['simulate', ...simulator, '--count', String(count)])
  const [header, ...lines] = stdout.trimEnd().split('\n')
  return [header.replaceAll(/ \([^)]*\)/g, ''), ...lines]
}

async function exported(data: string, id: string, argv: readonly string[], name = 'out.csv'): Promise<string> {
  const out = join(folder, name)
  const { code, stderr } = await signalbox(['export', id, '--data', data, '--out', out, ...argv])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return await readFile(out, 'utf8')
}

describe('a recording that was ended with Ctrl-C', () => {
  let data = ''
  let capture: Listed
  let ready = ''
  let sent: string[] = []
  beforeAll(async () => {
    data = join(folder, 'stopped')
    const { child, line } = await serving(data)
    ready = line
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
    const listed = await captures(data)
    expect(listed).toHaveLength(1)
    ;[capture] = listed
    sent = await sentLines(capture.samples)
  })

  it('began with one line that says where the dashboard is', () => {
    expect(ready).toMatch(/^Signalbox is ready at http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]+$/)
  })

  it('is listed as complete, with what it holds', () => {
    expect(capture).toMatchObject({ device: address, status: 'complete' })
    expect(capture.channels.map(({ name, unit }) => `${name} ${unit}`)).toEqual(['sine1 V', 'sine2 V', 'sine3 V'])
    expect(capture.samples).toBeGreaterThan(200)
    expect(capture.bytes).toBeGreaterThan(capture.samples * 10)
    expect(capture.end - capture.start).toBeGreaterThan(300)
  })

  it('exports what was sent, to the last digit', async () => {
    const lines = (await exported(data, capture.id, [])).trimEnd().split('\n')
    expect(lines.map(line => line.slice(line.indexOf(',') + 1))).toEqual(sent)
  })

  it('exports a stretch and chosen channels', async () => {
    const lines = (await exported(data, capture.id, [])).trimEnd().split('\n').slice(1)
    const [from, to] = [lines[20], lines[lines.length - 20]].map(line => line.split(',')[0])
    const argv = ['--from', from, '--to', to, '--channels', 'sine3, sine1']
    const part = (await exported(data, capture.id, argv)).trimEnd().split('\n')
    expect(part[0]).toBe('time,sine1,sine3')
    // Several lines may have come at the same time.
    const expected = lines
      .map(line => line.split(','))
      .filter(([time]) => Number(time) >= Number(from) && Number(time) <= Number(to))
    expect(expected.length).toBeLessThan(lines.length)
    expect(part.slice(1)).toEqual(expected.map(([time, one, , three]) => `${time},${one},${three}`))
    const since = await exported(data, capture.id, ['--from', new Date(capture.end + 1000).toISOString()])
    expect(since).toBe('time,sine1,sine2,sine3\n')
  })

  it('exports the same as JSON lines and Parquet', async () => {
    const lines = (await exported(data, capture.id, [])).trimEnd().split('\n').slice(1)
    const numbers = lines.map(line => line.split(',').map(Number))
    const objects = (await exported(data, capture.id, [], 'out.jsonl')).trimEnd().split('\n')
    const columns = ['time', 'sine1', 'sine2', 'sine3']
    const pick = (row: Record<string, unknown>): unknown[] => columns.map(name => row[name])
    expect(objects.map(line => pick(JSON.parse(line) as Record<string, unknown>))).toEqual(numbers)
    await exported(data, capture.id, ['--json'], 'out.parquet')
    const connection = await (await DuckDBInstance.create()).connect()
    const rows = await connection.runAndReadAll(`SELECT * FROM read_parquet('${join(folder, 'out.parquet')}')`)
    connection.closeSync()
    expect(rows.getRowObjects().map(pick)).toEqual(numbers)
  })

  it('exports by the options given, whatever the ending says', async () => {
    const argv = ['--format', 'csv', '--separator', 'semicolon', '--decimal', 'comma', '--time-style', 'seconds']
    const text = await exported(data, capture.id, [...argv, '--resample', '100:max', '--no-derived'], 'table.txt')
    const [head, first, second] = text.split('\n')
    expect(head).toBe('time;sine1;sine2;sine3')
    expect(first).toMatch(/^0;-?[\d,]+;-?[\d,]+;-?[\d,]+$/)
    expect(second).toMatch(/^0,1;/)
  })

  it.each([
    [['--decimal', 'comma'], 'a decimal comma cannot be told'],
    [['--resample', '0:mean'], '--resample 0:mean is not valid']
  ])('says in one line what is wrong with %j', async (argv, words) => {
    const out = join(folder, 'wrong.csv')
    const { code, stderr } = await signalbox(['export', capture.id, '--data', data, '--out', out, ...argv])
    expect(code).toBe(1)
    expect(stderr).toContain(words)
    expect(stderr).toMatch(/^signalbox: [^\n]+\n$/)
  })

  it('refuses to export what is not there, in one line', async () => {
    const out = join(folder, 'none.csv')
    const wrong = [
      ['export', 'nothing', '--out', out],
      ['export', capture.id, '--out', out, '--channels', 'sine9'],
      ['export', capture.id, '--out', '/nowhere/out.csv'],
      ['export', capture.id, '--out', out, '--from', '5', '--to', '4']
    ]
    for (const argv of wrong) {
      const { code, stdout, stderr } = await signalbox([...argv, '--data', data])
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toMatch(/^signalbox: [^\n]+\n$/)
    }
    expect((await readdir(folder)).filter(name => name.startsWith('none.csv'))).toEqual([])
  })
})

describe('a recording whose host and engine were killed with kill -9', () => {
  it('is listed as recovered, and exports what was sent', async () => {
    const data = join(folder, 'killed')
    const { child, line } = await serving(data, '--json')
    expect(JSON.parse(line)).toMatchObject({ origin: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string })
    const safe = await onDisk(data)
    const gone = once(child, 'exit')
    process.kill(-(child.pid ?? 0), 'SIGKILL')
    await gone
    await until('every process of it is gone', async () => {
      const { stdout } = await promisify(execFile)('ps', ['-eo', 'pgid=,stat='])
      return !stdout.split('\n').some(row => row.trim().startsWith(`${child.pid} `) && !/ Z/.test(row))
    })
    const [capture] = await captures(data)
    expect(capture.status).toBe('recovered')
    expect(capture.samples).toBeGreaterThanOrEqual(safe)
    const lines = (await exported(data, capture.id, [])).trimEnd().split('\n')
    expect(lines.map(text => text.slice(text.indexOf(',') + 1))).toEqual(await sentLines(capture.samples))
  })
})

describe('a data folder without captures', () => {
  it('is an empty list', async () => {
    const data = await mkdtemp(join(folder, 'empty-'))
    expect(await captures(data)).toEqual([])
    expect((await signalbox(['captures', '--data', data])).stdout).toMatch(/^No captures yet/)
  })
})
