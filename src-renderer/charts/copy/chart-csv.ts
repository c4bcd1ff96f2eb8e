import type { LiveClient } from '../../connection/live-client'

/** Above this many rows a stretch is given by its extremes: more than spreadsheets take, and than a clipboard should. */
export const mostRows = 200_000
/** Rows of extremes that a stretch with more samples becomes. */
const extremeRows = 20_000

export interface CsvRequest {
  readonly live: LiveClient
  readonly session: string
  /** Column indices and the names to head their columns with. */
  readonly channels: readonly { readonly index: number; readonly name: string }[]
  /** ms since the epoch. */
  readonly from: number
  readonly to: number
  readonly signal?: AbortSignal
}

export interface CsvData {
  readonly text: string
  readonly rows: number
  /** Every sample, or the extremes of each bucket. */
  readonly full: boolean
}

/**
 * A stretch of channels as CSV (RFC 4180): `time,NAME`, one row a sample, up to `mostRows`; beyond that
 * `time,NAME.min,NAME.max`, one row a bucket. Times are ms since the epoch; an empty field is no value.
 */
export async function chartCsv({ live, session, channels, from, to, signal }: CsvRequest): Promise<CsvData> {
  const indices = channels.map(({ index }) => index)
  const names = channels.map(({ name }) => name)
  const rows = await live.rows({ session, channels: indices, from, to, limit: mostRows + 1 }, { signal })
  if (rows.rows <= mostRows)
    return { text: csvText(rows.rows, ['time', ...names], [rows.time, ...rows.value]), rows: rows.rows, full: true }
  const frame = await live.range({ session, channels: indices, bucket: (to - from) / extremeRows, from, to, signal })
  const header = ['time', ...names.flatMap(name => [`${name}.min`, `${name}.max`])]
  const columns = channels.flatMap(({ index }) => {
    const channel = frame.channels.find(other => other.index === index)
    return channel
      ? [channel.min, channel.max]
      : [new Float64Array(frame.rows).fill(NaN), new Float64Array(frame.rows).fill(NaN)]
  })
  return { text: csvText(frame.rows, header, [frame.time, ...columns]), rows: frame.rows, full: false }
}

/** Rows of numbers under a header. */
export function csvText(rows: number, header: readonly string[], columns: readonly ArrayLike<number>[]): string {
  const lines = [header.map(field).join(',')]
  for (let row = 0; row < rows; row++) {
    let line = ''
    for (const [at, column] of columns.entries()) line += (at > 0 ? ',' : '') + number(column[row])
    lines.push(line)
  }
  return lines.join('\r\n') + '\r\n'
}

function number(value: number): string {
  return Number.isNaN(value) ? '' : String(value)
}

/** Quoted where it must be; a leading sign of a formula is quoted away, since names come from devices. */
function field(name: string): string {
  const safe = /^[=+\-@\t]/.test(name) ? `'${name}` : name
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
