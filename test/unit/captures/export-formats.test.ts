import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { McapIndexedReader } from '@mcap/core'
import { tableFromIPC } from 'apache-arrow'
import { parse } from 'csv-parse/sync'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { WaveFile } from 'wavefile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FolderCaptureStore } from '@main/captures'
import type { ExportRequest } from '@shared/model/capture'
import { batchOf, channelsOf, exported, openStore, recordOptions, temporaryFolder } from './temporary-store'

const folder = temporaryFolder()
const target = (name: string): string => `${folder.path}/${name}`
const start = recordOptions.start + 0.123
const names = ['Temp', 'imu.accel.x', 'temp', 'Druck, außen']
/** Hard to write and to read back; NaN is no value. */
const rows = [
  [start, 1, 0.1 + 0.2, -1e-7, 5e-324],
  [start + 1.25, NaN, 1.7976931348623157e308, 1e21, -0],
  [start + 2.5, 123456789.125, Infinity, NaN, 1 / 3],
  [start + 1000, -12, 2 ** 53, -Infinity, 1e15]
]
let store: FolderCaptureStore
let capture = ''

beforeAll(async () => {
  store = await openStore(folder.path)
  capture = await recorded(names, rows)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

async function recorded(channels: readonly string[], values: readonly (readonly number[])[]): Promise<string> {
  const recorder = store.record(recordOptions)
  recorder.accept(batchOf(channelsOf(channels), 0, values))
  await recorder.close()
  return recorder.capture
}

const run = (request: Omit<ExportRequest, 'capture'>, name = `out.${request.format}`): ReturnType<typeof exported> =>
  exported(store, { capture, ...request }, target(name))

/** A field as the number it was: empty is no value. */
const numberOf = (field: string): number => (field === '' ? NaN : Number(field))
const times = rows.map(([time]) => time)
const column = (at: number): number[] => rows.map(row => row[at + 1])

async function sql(statement: string, path = ':memory:'): Promise<DuckDBValue[][]> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(statement)).getRows()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

describe('text', () => {
  test.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t']
  ] as const)('CSV separated by %s reads back to the same numbers', async (separator, delimiter) => {
    const { text } = await run({ format: 'csv', separator })
    const [header, ...lines] = parse(text, { delimiter })
    expect(header).toEqual(['time', ...names])
    expect(lines.map(line => line.map(numberOf))).toEqual(rows)
  })

  test('a decimal comma stands in every number, and reads back to the same one', async () => {
    const { text } = await run({ format: 'csv', separator: 'semicolon', decimal: 'comma' })
    const lines = parse(text, { delimiter: ';', from: 2 })
    expect(lines[0][2]).toBe('0,30000000000000004')
    expect(lines.map(line => line.map(field => numberOf(field.replace(',', '.'))))).toEqual(rows)
  })

  test('a decimal comma between commas is refused with a remedy, and leaves nothing', async () => {
    await expect(run({ format: 'csv', decimal: 'comma' }, 'refused.csv')).rejects.toMatchObject({
      code: 'bad-input',
      remedy: expect.stringContaining('semicolons')
    })
    expect(() => readFileSync(target('refused.csv'))).toThrow()
  })

  test('TSV is separated by tabs, whatever separator is asked for', async () => {
    const { text } = await run({ format: 'tsv', separator: 'semicolon', decimal: 'comma' })
    const [header, ...lines] = parse(text, { delimiter: '\t' })
    expect(header).toEqual(['time', ...names])
    expect(lines.map(line => line.map(field => numberOf(field.replace(',', '.'))))).toEqual(rows)
  })

  test('ISO times are UTC and read back to the same millisecond and fraction', async () => {
    const { text } = await run({ format: 'csv', timeStyle: 'iso' })
    const fields = parse(text, { from: 2 }).map(([time]) => time)
    expect(fields[0]).toMatch(/^2026-11-20T14:15:30\.000123\d{3}Z$/)
    const read = fields.map(field => Date.parse(`${field.slice(0, 19)}Z`) + Number(field.slice(20, 29)) / 1e6)
    expect(read).toEqual(times)
    const lines = (await run({ format: 'jsonl', timeStyle: 'iso' })).text.trimEnd().split('\n')
    expect(lines.map(line => (JSON.parse(line) as { time: string }).time)).toEqual(fields)
  })

  test('seconds count from the first row that is written', async () => {
    const { text } = await run({ format: 'csv', timeStyle: 'seconds', from: times[1] })
    expect(parse(text, { from: 2 }).map(([time]) => time)).toEqual(['0', '0.00125', '0.99875'])
  })

  test('the long shape has a row a value, in the order of time and channels, with its unit', async () => {
    const values = rows.flatMap(([time, ...row]) =>
      row.flatMap((value, at) => (Number.isNaN(value) ? [] : [[time, names[at], value, at === 0 ? '°C' : '']]))
    )
    const csv = await run({ format: 'csv', shape: 'long' })
    const [header, ...lines] = parse(csv.text)
    expect(header).toEqual(['time', 'channel', 'value', 'unit'])
    expect(lines.map(([time, name, value, unit]) => [Number(time), name, Number(value), unit])).toEqual(values)
    expect(csv.rows).toBe(values.length)
    const jsonl = (await run({ format: 'jsonl', shape: 'long' })).text.trimEnd().split('\n')
    expect(jsonl.map(line => Object.values(JSON.parse(line) as object))).toEqual(values)
  })

  test('InfluxDB lines have escaped names, nanoseconds and every finite number', async () => {
    const { text } = await run({ format: 'lp' })
    const lines = text.trimEnd().split('\n')
    const head = `signalbox,device=IMU\\ (simulated),capture=${capture} `
    expect(lines.every(line => line.startsWith(head))).toBe(true)
    const read = lines.map(line => {
      const [, fields, time] = /^(.*) (\d+)$/.exec(line.slice(head.length)) ?? []
      return { time: BigInt(time), fields: Object.fromEntries(fields.split(/(?<!\\),/).map(one => one.split('='))) }
    })
    expect(read.map(({ time }) => Number(time / 1_000_000n) + Number(time % 1_000_000n) / 1e6)).toEqual(times)
    for (const [at, key] of ['Temp', 'imu.accel.x', 'temp', 'Druck\\,\\ außen'].entries())
      expect(read.map(({ fields }) => Number(fields[key] ?? NaN))).toEqual(
        column(at).map(value => (Number.isFinite(value) ? value : NaN))
      )
  })
})

describe('binary', () => {
  test('Parquet is typed, exact, and says its units', async () => {
    await run({ format: 'parquet' })
    const bytes = readFileSync(target('out.parquet'))
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
    const objects = await parquetReadObjects({ file })
    expect(objects.map(object => Object.values(object).map(value => (value as number | null) ?? NaN))).toEqual(rows)
    expect(Object.keys(objects[0])).toEqual(['time', 'Temp', 'imu.accel.x', 'temp_2', 'Druck, außen'])
    const metadata = new Map(parquetMetadata(file).key_value_metadata?.map(({ key, value }) => [key, value]))
    expect(JSON.parse(metadata.get('units') ?? '')).toMatchObject({
      Temp: '°C',
      temp_2: '',
      time: expect.stringContaining('ms')
    })
    expect(JSON.parse(metadata.get('signalbox') ?? '')).toMatchObject({ capture, label: 'IMU (simulated)' })
  })

  test('Parquet takes times as timestamps, and the long shape', async () => {
    await run({ format: 'parquet', timeStyle: 'iso', shape: 'long' })
    const read = await sql(
      `SELECT typeof(time), epoch_ns(time), channel, value FROM '${target('out.parquet')}' LIMIT 2`
    )
    const time = BigInt(Math.floor(start)) * 1_000_000n + BigInt(Math.round((start % 1) * 1e6))
    expect(read).toEqual([
      ['TIMESTAMP_NS', time, 'Temp', 1],
      ['TIMESTAMP_NS', time, 'imu.accel.x', 0.1 + 0.2]
    ])
  })

  test('a DuckDB file holds samples, channels and events, and nothing else', async () => {
    const recorder = store.record(recordOptions)
    recorder.accept(
      batchOf(channelsOf(['a', 'A']), 0, [
        [1, 1, 0.1],
        [2, NaN, 0.3]
      ])
    )
    recorder.accept({ kind: 'mark', time: 2, label: 'here' })
    await recorder.close()
    const { rows: count } = await exported(store, { capture: recorder.capture, format: 'duckdb' }, target('own.duckdb'))
    expect(count).toBe(2)
    const read = (statement: string): Promise<DuckDBValue[][]> => sql(statement, target('own.duckdb'))
    expect(await read('SELECT * FROM samples')).toEqual([
      [0n, 1, 1, 0.1],
      [1n, 2, null, 0.3]
    ])
    expect(await read('SELECT name, unit, "column" FROM channels ORDER BY index')).toEqual([
      ['a', '°C', 'a'],
      ['A', '', 'A_2']
    ])
    expect(await read('SELECT kind, time FROM events')).toEqual([['mark', 2]])
    expect(await read('SELECT table_name FROM duckdb_tables() ORDER BY 1')).toEqual([
      ['channels'],
      ['events'],
      ['samples']
    ])
  })

  test('Arrow holds the same doubles, nulls, and units with the fields', async () => {
    await run({ format: 'arrow' })
    const table = tableFromIPC(readFileSync(target('out.arrow')))
    expect(table.schema.fields.map(({ name }) => name)).toEqual([
      'time',
      'Temp',
      'imu.accel.x',
      'temp_2',
      'Druck, außen'
    ])
    expect(table.schema.fields[1].metadata.get('unit')).toBe('°C')
    expect(table.schema.metadata.get('capture')).toBe(capture)
    expect(Array.from(table.getChild('time')!)).toEqual(times)
    for (const [at, name] of ['Temp', 'imu.accel.x', 'temp_2', 'Druck, außen'].entries())
      expect(Array.from(table.getChild(name)!, value => (value as number | null) ?? NaN)).toEqual(column(at))
  })

  test('MCAP has a topic a channel with the same numbers and times, and its unit', async () => {
    await run({ format: 'mcap' })
    const file = await open(target('out.mcap'))
    const readable = {
      size: async () => BigInt((await file.stat()).size),
      read: async (offset: bigint, length: bigint) => {
        const buffer = new Uint8Array(Number(length))
        await file.read(buffer, 0, Number(length), Number(offset))
        return buffer
      }
    }
    const reader = await McapIndexedReader.Initialize({ readable })
    const topics = new Map([...reader.channelsById.values()].map(channel => [channel.id, channel]))
    const read = new Map<string, [number, number][]>()
    for await (const { channelId, logTime, data } of reader.readMessages()) {
      const name = topics.get(channelId)!.metadata.get('channel')!
      const { value } = JSON.parse(Buffer.from(data).toString()) as { value: number }
      const time = Number(logTime / 1_000_000n) + Number(logTime % 1_000_000n) / 1e6
      read.set(name, [...(read.get(name) ?? []), [time, value]])
    }
    await file.close()
    for (const [at, name] of names.entries())
      expect(read.get(name)).toEqual(rows.filter(row => !Number.isNaN(row[at + 1])).map(row => [row[0], row[at + 1]]))
    expect([...topics.values()].map(({ topic }) => topic)).toContain('/imu/accel/x')
    expect([...topics.values()][0].metadata.get('unit')).toBe('°C')
  })
})

describe('WAV', () => {
  /** 48 samples of two tracks at 1 kHz. */
  const wave = Array.from({ length: 48 }, (_, row) => [1e6 + row, 9.81 * Math.sin(row / 3), row / 64])

  test('floats are the recorded numbers, at the rate of the samples', async () => {
    const own = await recorded(['x', 'y'], wave)
    const { rows: count, remark } = await exported(store, { capture: own, format: 'wav' }, target('f.wav'))
    const read = new WaveFile(readFileSync(target('f.wav')))
    expect(read.fmt).toMatchObject({ sampleRate: 1000, numChannels: 2, audioFormat: 3, bitsPerSample: 32 })
    const [x, y] = read.getSamples(false, Float32Array) as unknown as Float32Array[]
    expect(Array.from(x)).toEqual(wave.map(row => Math.fround(row[1])))
    expect(Array.from(y)).toEqual(wave.map(row => row[2]))
    expect(count).toBe(48)
    expect(remark).toContain('1000 Hz')
    expect(read.getTag('ICMT')).toContain('x [°C]')
  })

  test('integers are scaled to the largest number, and the scale is told', async () => {
    const own = await recorded(['x', 'y'], wave)
    const request = { capture: own, format: 'wav', wavSample: 'int16' } as const
    const { remark } = await exported(store, request, target('i.wav'))
    const read = new WaveFile(readFileSync(target('i.wav')))
    const [x] = read.getSamples(false, Int16Array) as unknown as Int16Array[]
    const scale = Number(/integer \* ([\d.e-]+)/.exec(remark ?? '')?.[1])
    const peak = Math.max(...wave.map(row => Math.abs(row[1])))
    expect(Math.max(...Array.from(x, Math.abs))).toBe(32_767)
    expect(scale).toBe(peak / 32_767)
    for (const [row, value] of x.entries())
      expect(Math.abs(value * scale - wave[row][1])).toBeLessThanOrEqual(scale / 2)
  })

  test('uneven samples are refused; resampled they are written, and holes hold the last value', async () => {
    const own = await recorded(
      ['x'],
      [
        [0, 1],
        [10, 2],
        [20, 3],
        [500, 4]
      ]
    )
    const request = { capture: own, format: 'wav' } as const
    await expect(exported(store, request, target('u.wav'))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('evenly'),
      remedy: expect.stringContaining('Resample')
    })
    await exported(store, { ...request, resample: { step: 10, take: 'mean' } }, target('u.wav'))
    const read = new WaveFile(readFileSync(target('u.wav')))
    const samples = Array.from(read.getSamples(false, Float32Array) as unknown as Float32Array)
    expect(samples).toEqual([1, 2, ...Array.from({ length: 48 }, () => 3), 4])
  })
})

describe('resampled', () => {
  test.each([
    ['mean', [2, 10]],
    ['last', [3, 10]],
    ['min', [1, 10]],
    ['max', [3, 10]]
  ] as const)('by %s, a row a step that has samples', async (take, [first, second]) => {
    const own = await recorded(
      ['x'],
      [
        [1000, 1],
        [1005, 2],
        [1009, 3],
        [1031, 10],
        [1032, NaN]
      ]
    )
    for (const format of ['csv', 'arrow'] as const) {
      const request = { capture: own, format, resample: { step: 10, take } } as const
      const { text, rows: count } = await exported(store, request, target(`r.${format}`))
      expect(count).toBe(2)
      if (format === 'csv') expect(text).toBe(`time,x\n1000,${first}\n1030,${second}\n`)
      else {
        const table = tableFromIPC(readFileSync(target('r.arrow')))
        expect(Array.from(table.getChild('x')!)).toEqual([first, second])
      }
    }
  })
})
