import { useSteadyText } from '../../composables/use-steady-text'
import { countText, valueText } from '../../format/numbers'
import { text } from '../../messages'
import type { ShownChannel } from '../../stores/looks'
import type { TableColumn } from './options'

/** What stands in a cell of the table, as text. */
export function useTableCells(): (row: ShownChannel, column: TableColumn) => string {
  const write = useSteadyText()
  return (row, column) => {
    const { channel } = row
    switch (column) {
      case 'value':
        return write(row, channel.value)
      case 'unit':
        return channel.unit
      case 'min':
      case 'max':
        return write(row, channel.totals[column])
      case 'mean':
        return write(row, channel.totals.mean, 'mean')
      case 'count':
        return countText(channel.totals.count)
      case 'movingMean':
        return write(row, channel.mean, 'mean')
      case 'sigma':
        return valueText(channel.deviation, 3)
      case 'anomalies':
        return countText(channel.anomalies)
      case 'state':
        return text.lamps[channel.light]
    }
  }
}
