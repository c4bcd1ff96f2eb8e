import { DuckDBInstance } from '@duckdb/node-api'
import { McapWriter } from '@mcap/core'
import { describe, expect, test } from 'vitest'
import { keepFiles, preview, readWhole, written } from './imported'

keepFiles()

async function parquet(sql: string, options = ''): Promise<string> {
  const path = written('', 'parquet')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${sql}) TO '${path}' (FORMAT parquet${options})`)
  connection.closeSync()
  instance.closeSync()
  return path
}

describe('Parquet', () => {
  test('numbers of every type, truths and moments are read; texts and lists are named as left out', async () => {
    const path = await parquet(
      "SELECT TIMESTAMP '2026-01-01 00:00:00.5' + to_seconds(i) AS at, (i % 100)::TINYINT AS small, i * 1.5::FLOAT AS f, i % 2 = 0 AS even, (i / 4)::DECIMAL(9,2) AS d, 'x' AS word, [i] AS list FROM range(5000) t(i)"
    )
    const { leftOut, plan } = await preview(path)
    expect(plan).toMatchObject({ format: 'parquet', time: 0, timeStyle: 'date-ymd' })
    expect(leftOut).toEqual(['column word: values of type VARCHAR', 'column list: values of type BIGINT[]'])
    const { names, times, rows, tally } = await readWhole(path)
    expect(names).toEqual(['small', 'f', 'even', 'd'].filter(name => names.includes(name)))
    expect({ rows: rows.length, rejected: tally.rejected }).toEqual({ rows: 5000, rejected: {} })
    expect(times.slice(0, 2)).toEqual([Date.parse('2026-01-01T00:00:00.500Z'), Date.parse('2026-01-01T00:00:01.500Z')])
    expect(rows[1]).toEqual([1, 1.5, 0, 0.25])
  })

  test('units come from the notes of the file, NULL is no value, nanoseconds keep their digits', async () => {
    const path = await parquet(
      'SELECT 1700000000123456789 + i * 1000 AS time_ns, CASE WHEN i = 1 THEN NULL ELSE i END AS a FROM range(3) t(i)',
      `, KV_METADATA {units: '{"a":"°C"}'}`
    )
    const { units, rows, times, plan } = await readWhole(path)
    expect({ units, rows }).toEqual({ units: ['°C'], rows: [[0], [null], [2]] })
    expect(plan.timeStyle).toBe('epoch-ns')
    expect(times[0]).toBe(1700000000123.456789)
  })
})

interface Sent {
  readonly topic: string
  readonly time: bigint
  readonly data: string
}

/** An MCAP file of these messages; `encoding` by topic, JSON where it is not named. */
async function mcap(messages: readonly Sent[], encodings: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let position = 0n
  const writer = new McapWriter({
    writable: {
      position: () => position,
      async write(bytes) {
        pieces.push(bytes.slice())
        position += BigInt(bytes.length)
      }
    }
  })
  await writer.start({ profile: '', library: 'test' })
  const ids = new Map<string, number>()
  for (const [sequence, { topic, time, data }] of messages.entries()) {
    if (!ids.has(topic)) {
      const messageEncoding = encodings[topic] ?? 'json'
      ids.set(topic, await writer.registerChannel({ schemaId: 0, topic, messageEncoding, metadata: new Map() }))
    }
    const channelId = ids.get(topic)!
    await writer.addMessage({ channelId, sequence, logTime: time, publishTime: time, data: Buffer.from(data) })
  }
  await writer.end()
  return Buffer.concat(pieces)
}

describe('MCAP', () => {
  const messages = [
    { topic: '/imu', time: 1_700_000_000_000_500_000n, data: '{"acc":{"x":1,"y":2}}' },
    { topic: '/weather', time: 1_700_000_000_000_500_000n, data: '{"temp":20.5,"place":"roof"}' },
    { topic: '/camera', time: 1_700_000_000_000_600_000n, data: '\u0001\u0002' },
    { topic: '/imu', time: 1_700_000_000_001_000_000n, data: '{"acc":{"x":3,"y":4}}' }
  ]

  test('messages of one moment are one row, topics are parts of the names, what is no JSON is named', async () => {
    const bytes = await mcap(messages, { '/camera': 'cdr' })
    expect((await preview(bytes)).leftOut).toEqual(['topic /camera: messages encoded as cdr'])
    const { names, times, rows } = await readWhole(bytes)
    expect(names).toEqual(['imu.acc.x', 'imu.acc.y', 'weather.temp'])
    expect(times).toEqual([1_700_000_000_000.5, 1_700_000_000_001])
    expect(rows).toEqual([
      [1, 2, 20.5],
      [3, 4, null]
    ])
  })

  test('a file that was cut short is read as far as it goes', async () => {
    const many = Array.from({ length: 20_000 }, (_, at) => ({
      topic: 'a',
      time: BigInt(at) * 1_000_000n,
      data: `{"v":${at},"padding":"${'x'.repeat(100)}"}`
    }))
    const bytes = await mcap(many)
    const { rows } = await readWhole(bytes.subarray(0, Math.floor(bytes.length * 0.9)))
    expect(rows.length).toBeGreaterThan(1000)
    expect(rows[999]).toEqual([999])
  })
})
