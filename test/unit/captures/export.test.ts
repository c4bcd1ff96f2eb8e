import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DuckDBInstance } from '@duckdb/node-api'
import type { FolderCaptureStore } from '@main/captures'
import { batchOf, channelsOf, exported, openStore, recordOptions, temporaryFolder } from './temporary-store'

const folder = temporaryFolder()
const target = (name: string): string => `${folder.path}/${name}`
let store: FolderCaptureStore
let ramp: string
beforeAll(async () => {
  store = await openStore(folder.path)
  ramp = await recorded(
    ['a', 'b'],
    Array.from({ length: 100 }, (_, row) => [row * 0.5, row, -row])
  )
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

async function recorded(names: readonly string[], rows: readonly (readonly number[])[]): Promise<string> {
  const recorder = store.record(recordOptions)
  recorder.accept(batchOf(channelsOf(names), 0, rows))
  await recorder.close()
  return recorder.capture
}

const hardNumbers = [
  1e-7,
  1e21,
  0.1 + 0.2,
  5e-324,
  -5e-324,
  -0,
  0,
  Infinity,
  -Infinity,
  NaN,
  1,
  1e15,
  1e16,
  2 ** 53,
  1e22,
  1.7976931348623157e308,
  123456789.125
]

describe('export', () => {
  test('hard numbers keep every bit in CSV, and are written short', async () => {
    const capture = await recorded(
      ['x'],
      hardNumbers.map((value, index) => [index, value])
    )
    const { text } = await exported(store, { capture, format: 'csv' }, target('hard.csv'))
    const fields = text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map(line => line.split(',')[1])
    expect(fields.map(field => (field === '' ? NaN : Number(field)))).toEqual(hardNumbers)
    expect([fields[2], fields[5], fields[7], fields[9], fields[10]]).toEqual([
      '0.30000000000000004',
      '-0',
      'Infinity',
      '',
      '1'
    ])
  })

  test('hard numbers keep every bit in JSON lines, and missing ones are null', async () => {
    const capture = await recorded(
      ['x'],
      hardNumbers.map((value, index) => [index, value])
    )
    const { text } = await exported(store, { capture, format: 'jsonl' }, target('hard.jsonl'))
    const values = text
      .trimEnd()
      .split('\n')
      .map(line => (JSON.parse(line) as { x: number | null }).x)
    expect(values.map(value => value ?? NaN)).toEqual(hardNumbers)
  })

  test('times are plain decimals of milliseconds that read back bit for bit', async () => {
    const times = [
      -1e-5,
      0,
      1e-300,
      3e-5,
      0.25,
      1e15 + 0.125,
      1764000000000.1233,
      1e15 + 0.5,
      9007199254740994,
      1e22
    ].sort((a, b) => a - b)
    const capture = await recorded(
      ['x'],
      times.map(time => [time, 1])
    )
    for (const format of ['csv', 'jsonl'] as const) {
      const { text } = await exported(store, { capture, format }, target(`times.${format}`))
      const lines = text
        .trimEnd()
        .split('\n')
        .slice(format === 'csv' ? 1 : 0)
      const written = lines.map(line =>
        format === 'csv' ? line.split(',')[0] : (/"time":([^,]*)/.exec(line)?.[1] ?? '')
      )
      expect(written.map(Number)).toEqual(times)
      for (const field of written) expect(field).toMatch(/^-?\d+(\.\d+)?$/)
    }
  })

  test('a range takes both its ends, chosen channels keep the order of the capture', async () => {
    const request = { capture: ramp, from: 10, to: 11.5, channels: ['b', 'a'], format: 'csv' as const }
    const { text, rows, bytes } = await exported(store, request, target('range.csv'))
    expect(text).toBe('time,a,b\n10,20,-20\n10.5,21,-21\n11,22,-22\n11.5,23,-23\n')
    expect({ rows, bytes }).toEqual({ rows: 4, bytes: text.length })
    const one = await exported(
      store,
      { capture: ramp, from: 49, channels: ['b'], format: 'jsonl' },
      target('one.jsonl')
    )
    expect(one.text).toBe('{"time":49,"b":-98}\n{"time":49.5,"b":-99}\n')
  })

  test('an empty range gives the header and nothing else', async () => {
    const request = { capture: ramp, from: 1e6 } as const
    expect((await exported(store, { ...request, format: 'csv' }, target('empty.csv'))).text).toBe('time,a,b\n')
    expect((await exported(store, { ...request, format: 'jsonl' }, target('empty.jsonl'))).text).toBe('')
    expect((await exported(store, { ...request, format: 'parquet' }, target('empty.parquet'))).rows).toBe(0)
  })

  test('Parquet holds typed doubles, also infinities, and nothing where a value is missing', async () => {
    const capture = await recorded(
      ['x', 'X', 'time'],
      hardNumbers.map((value, index) => [index, value, value, 1])
    )
    const { fractions, rows } = await exported(store, { capture, format: 'parquet' }, target('hard.parquet'))
    expect(rows).toBe(hardNumbers.length)
    expect(fractions.at(-1)).toBe(1)
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const read = await connection.runAndReadAll(`SELECT * FROM '${target('hard.parquet')}'`)
    expect(read.columnNames()).toEqual(['time', 'x', 'X_2', 'time_2'])
    expect(new Set(read.columnTypes().map(String))).toEqual(new Set(['DOUBLE']))
    expect(read.getColumns()[1].map(value => value ?? NaN)).toEqual(hardNumbers)
    connection.closeSync()
  })

  test('odd channel names survive in every format, quoted by RFC 4180', async () => {
    const names = [
      'plain',
      'with,comma',
      'with "quotes"',
      'two\nlines',
      "it's",
      'Größe °C 温度 🚦',
      'PLAIN',
      'time',
      'sample',
      'plain',
      ' ',
      '\\',
      '$1',
      '{}',
      'nul\0',
      '\ud800'
    ]
    const capture = await recorded(names, [[1, ...names.map((_, index) => index)]])
    const csv = await exported(store, { capture, format: 'csv' }, target('odd.csv'))
    expect(csv.text).toContain(
      'time,plain,"with,comma","with ""quotes""","two\nlines",it\'s,Größe °C 温度 🚦,PLAIN,time_2,sample,plain_2, ,\\,$1,{},'
    )
    expect(csv.text.endsWith(`\n1,${names.map((_, index) => index).join(',')}\n`)).toBe(true)
    const line = JSON.parse((await exported(store, { capture, format: 'jsonl' }, target('odd.jsonl'))).text) as Record<
      string,
      number
    >
    expect(line).toMatchObject({ time: 1, 'with "quotes"': 2, 'two\nlines': 3, PLAIN: 6, time_2: 7, plain_2: 9 })
    expect(Object.keys(line).length).toBe(names.length + 1)
    expect((await exported(store, { capture, format: 'parquet' }, target('odd.parquet'))).rows).toBe(1)
    const chosen = { capture, channels: ['with,comma', 'Größe °C 温度 🚦'], format: 'csv' as const }
    expect((await exported(store, chosen, target('odd2.csv'))).text).toBe('time,"with,comma",Größe °C 温度 🚦\n1,1,5\n')
  })

  test('300 channels are recorded and exported', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `channel ${index}`)
    const capture = await recorded(names, [[1, ...names.map((_, index) => index + 0.5)]])
    const { text } = await exported(store, { capture, format: 'csv' }, target('many.csv'))
    expect(text.split('\n')[1]).toBe(['1', ...names.map((_, index) => index + 0.5)].join(','))
  })

  test('a capture that is being recorded is exported up to what was accepted', async () => {
    const recorder = store.record(recordOptions)
    const channels = channelsOf(['a'])
    recorder.accept(batchOf(channels, 0, [[1, 10]]))
    const first = await exported(store, { capture: recorder.capture, format: 'csv' }, target('live.csv'))
    recorder.accept(batchOf(channels, 1, [[2, 20]]))
    const second = await exported(store, { capture: recorder.capture, format: 'csv' }, target('live.csv'))
    expect([first.text, second.text]).toEqual(['time,a\n1,10\n', 'time,a\n1,10\n2,20\n'])
    await recorder.close()
  })

  test('recording goes on during an export, and ending it does not disturb the export', async () => {
    const recorder = store.record(recordOptions)
    const channels = channelsOf(['a', 'b', 'c', 'd'])
    const rows = Array.from({ length: 2048 }, (_, row) => [row, Math.sin(row), Math.cos(row), row / 3, row / 7])
    for (let turn = 0; turn < 100; turn++) recorder.accept(batchOf(channels, turn * 2048, rows))
    const run = store.export(
      { capture: recorder.capture, format: 'csv' },
      target('during.csv'),
      new AbortController().signal
    )
    await run.next()
    recorder.accept(batchOf(channels, 100 * 2048, rows))
    await recorder.close()
    let step = await run.next()
    while (!step.done) step = await run.next()
    expect(step.value.rows).toBe(100 * 2048)
    const again = await exported(store, { capture: recorder.capture, format: 'csv' }, target('after.csv'))
    expect(again.rows).toBe(101 * 2048)
  })

  test.each(['abort', 'return'] as const)('cancelling by %s leaves no file and keeps what was there', async how => {
    const recorder = store.record(recordOptions)
    const channels = channelsOf(['a', 'b', 'c', 'd'])
    const rows = Array.from({ length: 2048 }, (_, row) => [row, Math.sin(row), Math.cos(row), row / 3, row / 7])
    for (let turn = 0; turn < 300; turn++) recorder.accept(batchOf(channels, turn * 2048, rows))
    await recorder.close()
    const place = temporaryFolder()
    writeFileSync(`${place.path}/out.csv`, 'old')
    const controller = new AbortController()
    const run = store.export({ capture: recorder.capture, format: 'csv' }, `${place.path}/out.csv`, controller.signal)
    expect((await run.next()).done).toBe(false)
    if (how === 'return') await run.return({ rows: 0, bytes: 0 })
    else {
      controller.abort()
      const rest = async (): Promise<void> => {
        while (!(await run.next()).done);
      }
      await expect(rest()).rejects.toMatchObject({ code: 'cancelled' })
    }
    expect(readdirSync(place.path)).toEqual(['out.csv'])
    expect(readFileSync(`${place.path}/out.csv`, 'utf8')).toBe('old')
    place.remove()
  })

  test('an export that is aborted before it starts does nothing', async () => {
    const run = store.export({ capture: ramp, format: 'csv' }, target('never.csv'), AbortSignal.abort())
    await expect(run.next()).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(target('never.csv'))).toBe(false)
  })

  test.each([
    ['a folder that is missing', 'missing/out.csv'],
    ['a path through a file', 'plain-file/out.csv'],
    ['a folder', 'a-folder']
  ])('a target that cannot be written, %s, is a storage error with a remedy', async (_, name) => {
    writeFileSync(target('plain-file'), '')
    const place = name === 'a-folder' ? temporaryFolder() : undefined
    const path = place?.path ?? target(name)
    const before = readdirSync(folder.path)
    await expect(exported(store, { capture: ramp, format: 'csv' }, path)).rejects.toMatchObject({
      code: 'storage',
      remedy: expect.stringMatching(/./)
    })
    expect(readdirSync(folder.path)).toEqual(before)
    place?.remove()
  })

  test('unknown captures and channels are not found', async () => {
    const missing = { code: 'not-found' }
    await expect(exported(store, { capture: 'nothing', format: 'csv' }, target('x'))).rejects.toMatchObject(missing)
    await expect(exported(store, { capture: '../../etc/passwd', format: 'csv' }, target('x'))).rejects.toMatchObject(
      missing
    )
    const wrong = { capture: ramp, channels: ['a', 'zzz'], format: 'csv' as const }
    await expect(exported(store, wrong, target('x'))).rejects.toMatchObject({
      ...missing,
      message: expect.stringContaining('zzz')
    })
    expect(existsSync(target('x'))).toBe(false)
  })
})
