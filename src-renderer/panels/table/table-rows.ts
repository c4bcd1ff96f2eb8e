import { lights } from '@shared/model/batch'
import type { ShownChannel } from '../../stores/looks'
import type { TableColumn, TableOptions } from './options'

/** What a cell is sorted by: a number, or a text; null sorts last whatever the direction. */
export function sortKey({ label, channel }: ShownChannel, column: TableColumn | 'name'): number | string | null {
  switch (column) {
    case 'name':
      return label
    case 'value':
      return channel.value
    case 'unit':
      return channel.unit
    case 'min':
    case 'max':
    case 'mean':
    case 'count':
      return channel.totals[column]
    case 'movingMean':
      return channel.mean
    case 'sigma':
      return channel.deviation
    case 'state':
      return lights.indexOf(channel.light)
    case 'anomalies':
      return channel.anomalies
  }
}

/** The rows in the order asked for; as they are when none is. Equal ones keep their order. */
export function sortedRows(rows: readonly ShownChannel[], sort: TableOptions['sort']): readonly ShownChannel[] {
  if (!sort) return rows
  const direction = sort.ascending ? 1 : -1
  return rows
    .map(row => ({ row, key: sortKey(row, sort.column) }))
    .sort((one, other) => {
      if (one.key === null || other.key === null) return Number(one.key === null) - Number(other.key === null)
      if (typeof one.key === 'number' && typeof other.key === 'number') return direction * (one.key - other.key)
      return direction * String(one.key).localeCompare(String(other.key), undefined, { numeric: true })
    })
    .map(({ row }) => row)
}
