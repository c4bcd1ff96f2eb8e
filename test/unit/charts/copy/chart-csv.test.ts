import { describe, expect, it } from 'vitest'
import { chartCsv, csvText, mostRows } from '@renderer/charts/copy/chart-csv'
import type { LiveClient } from '@renderer/connection/live-client'
import { frameOf } from '../frames'

const columns = (rows: number): Float64Array => Float64Array.from({ length: rows }, (_, at) => at / 4)

/** A live client that has `rows` samples of one channel. */
function clientOf(rows: number): { live: LiveClient; asked: unknown[] } {
  const asked: unknown[] = []
  const live = {
    rows: (request: { limit: number }) => {
      asked.push(request)
      const given = Math.min(rows, request.limit)
      return Promise.resolve({ rows: given, time: columns(given), value: [columns(given)] })
    },
    range: (request: unknown) => {
      asked.push(request)
      return Promise.resolve(frameOf([{ index: 0, gap: false, values: [5] }], { fromBucket: 0, channels: 1 }))
    }
  }
  return { live: live as unknown as LiveClient, asked }
}
const request = { session: 's1', channels: [{ index: 0, name: 'rpm' }], from: 0, to: 1000 }

describe('the data of a chart as CSV', () => {
  it('are every sample as it came, up to two hundred thousand', async () => {
    const { text, rows, full } = await chartCsv({ ...request, live: clientOf(3).live })
    expect({ text, rows, full }).toEqual({ text: 'time,rpm\r\n0,0\r\n0.25,0.25\r\n0.5,0.5\r\n', rows: 3, full: true })
    expect((await chartCsv({ ...request, live: clientOf(mostRows).live })).full).toBe(true)
  })
  it('are the extremes of each bucket beyond that, and the header says so', async () => {
    const { text, full } = await chartCsv({ ...request, live: clientOf(mostRows + 1).live })
    expect(full).toBe(false)
    expect(text).toBe('time,rpm.min,rpm.max\r\n1,4,6\r\n')
  })
  it('leave a field empty where there is no value, and quote names that need it', () => {
    const text = csvText(
      2,
      ['time', 'a, "b"', '=cmd()'],
      [
        [1, 2],
        [NaN, 0.1 + 0.2],
        [1e-300, -0]
      ]
    )
    expect(text).toBe(`time,"a, ""b""",'=cmd()\r\n1,,1e-300\r\n2,0.30000000000000004,0\r\n`)
  })
})
