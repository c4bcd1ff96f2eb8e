import type { RowsFrame } from '@shared/wire/live'
import type { ChannelStatistics } from '@shared/model/statistics'
import { type MeasureColumn, measureColumns, statisticColumns } from './columns'

/** One sample of a channel. */
export interface TimedValue {
  readonly time: number
  readonly value: number
}

export type MeasureValues = Readonly<Record<MeasureColumn, number | null>>

export interface MeasureSource {
  readonly pointer?: TimedValue
  readonly a?: TimedValue
  readonly b?: TimedValue
  readonly statistics?: ChannelStatistics
}

/** The numbers of one channel's row; the slope is per second between the two samples that were read. */
export function measureValues({ pointer, a, b, statistics }: MeasureSource): MeasureValues {
  const difference = a && b ? b.value - a.value : null
  const seconds = a && b ? (b.time - a.time) / 1000 : 0
  const figures = Object.fromEntries(statisticColumns.map(name => [name, statistics?.[name] ?? null]))
  return {
    ...(figures as Record<(typeof statisticColumns)[number], number | null>),
    pointer: pointer?.value ?? null,
    a: a?.value ?? null,
    b: b?.value ?? null,
    difference,
    slope: difference === null || seconds === 0 ? null : difference / seconds
  }
}

/** Of each column the sample nearest to `time`; undefined where there is none. */
export function nearestSamples({ rows, time, value }: RowsFrame, at: number): (TimedValue | undefined)[] {
  return value.map(column => {
    let nearest: TimedValue | undefined
    for (let row = 0; row < rows; row++) {
      if (Number.isNaN(column[row])) continue
      if (!nearest || Math.abs(time[row] - at) < Math.abs(nearest.time - at))
        nearest = { time: time[row], value: column[row] }
    }
    return nearest
  })
}

/** Rows in the order of a column; what has no number comes last, whichever way it is sorted. */
export function sortedRows<T extends { readonly values: MeasureValues }>(
  rows: readonly T[],
  sort: { readonly by: MeasureColumn; readonly descending: boolean } | null
): readonly T[] {
  if (!sort) return rows
  const { by, descending } = sort
  const numbered = rows.filter(({ values }) => values[by] !== null)
  const others = rows.filter(({ values }) => values[by] === null)
  const sign = descending ? -1 : 1
  return [...numbered.toSorted((one, other) => sign * (one.values[by]! - other.values[by]!)), ...others]
}

export interface MeasureLine {
  readonly device: string
  readonly channel: string
  readonly unit: string
  readonly values: MeasureValues
}

/** The table as CSV with full precision; nothing where there is no number. */
export function measureCsv(lines: readonly MeasureLine[], columns: readonly MeasureColumn[] = measureColumns): string {
  const rows = [
    ['device', 'channel', 'unit', ...columns],
    ...lines.map(({ device, channel, unit, values }) => [
      device,
      channel,
      unit,
      ...columns.map(column => values[column] ?? '')
    ])
  ]
  return rows.map(row => `${row.map(csvField).join(',')}\r\n`).join('')
}

function csvField(field: string | number): string {
  const text = String(field)
  // A name that a spreadsheet would take for a formula is marked as text.
  const safe = typeof field === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
