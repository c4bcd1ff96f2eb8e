import { foldCase, identifier, storable, uniqueNames } from '../column-names'
import type { StoredChannel } from '../file/stored-channels'

/** A column of what is exported. */
export interface ExportColumn {
  /** As the channel is called; may differ from another only by case. */
  readonly name: string
  readonly unit: string
  /** The source's column; unlike the others' also without regard to case. */
  readonly column: string
  /** `flag` is 0 or 1, `light` a code of `lights`: both are small integers in the source. */
  readonly kind: 'number' | 'flag' | 'light'
}

/** What the analysis adds to a channel, in the order in which it is written. */
export const analysisParts = [
  { suffix: 'mean', kind: 'number' },
  { suffix: 'std', kind: 'number' },
  { suffix: 'score', kind: 'number' },
  { suffix: 'anomaly', kind: 'flag' },
  { suffix: 'state', kind: 'light' }
] as const

/** Channels as they were recorded. */
export function channelColumns(channels: readonly StoredChannel[]): ExportColumn[] {
  return channels.map(({ name, unit, column }) => ({ name, unit, column, kind: 'number' }))
}

/** Channels, each followed by what the analysis adds to it. */
export function analysedColumns(channels: readonly StoredChannel[]): ExportColumn[] {
  const columns = channels.flatMap(({ name, unit, column }): ExportColumn[] => [
    { name, unit, column, kind: 'number' },
    ...analysisParts.map(({ suffix, kind }) => ({
      name: `${name}.${suffix}`,
      unit: suffix === 'mean' || suffix === 'std' ? unit : '',
      column: `${column}.${suffix}`,
      kind
    }))
  ])
  const unique = uniqueNames(
    columns.map(({ column }) => storable(column)),
    ['sample', 'time'],
    foldCase
  )
  return columns.map((column, at) => ({ ...column, column: unique[at] }))
}

/** The columns' names as they are, but for exact doubles of each other or of `time`. */
export function fieldNames(columns: readonly ExportColumn[]): string[] {
  return uniqueNames(
    columns.map(({ name }) => name),
    ['time'],
    name => name
  )
}

/** The column as a DOUBLE, flags and lights by their codes. */
export function asDouble({ column, kind }: ExportColumn): string {
  return kind === 'number' ? identifier(column) : `CAST(${identifier(column)} AS DOUBLE)`
}

/** A light's colour as text. */
export function lightText({ column }: ExportColumn): string {
  return `CASE ${identifier(column)} WHEN 0 THEN 'green' WHEN 1 THEN 'yellow' WHEN 2 THEN 'red' END`
}
