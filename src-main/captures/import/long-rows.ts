import { cleanUnit, maximumChannels, splitLabel } from '../../decoders/channel-label'
import { channelName } from './channel-name'
import type { RecordRows } from './csv-reader'
import { RowJoiner } from './row-joiner'
import { fits, shown, type RowParts } from './wide-rows'

/** A value a record, with its channel's name beside it; records of one time that follow on one another are one row. */
export function longRows({ plan, tally, pages, order, numberOf, timeOf }: RowParts): RecordRows {
  const placeOf = (kind: 'name' | 'unit' | 'number'): number =>
    plan.columns.findIndex(column => column.kind === kind && (kind !== 'number' || column.used))
  const name = placeOf('name')
  const unit = placeOf('unit')
  const value = placeOf('number')
  const channels = new Map<string, number>()
  const row = new RowJoiner((time, values, line) => order.add(time, values, line))

  function channelOf(label: string, unitText: string): number | undefined {
    const known = channels.get(label)
    if (known !== undefined || channels.size === maximumChannels) return known
    const split = unit < 0 ? splitLabel(label) : { name: label, unit: unitText }
    pages.addChannels([{ name: channelName(split.name, channels.size), unit: cleanUnit(split.unit) }])
    channels.set(label, channels.size)
    return channels.size - 1
  }

  return {
    take(cells, line) {
      if (!fits(cells, plan.columns.length))
        return tally.reject('wrong-field-count', line, `${cells.length} fields instead of ${plan.columns.length}`)
      const number = numberOf(cells[value])
      if (number === undefined) return tally.reject('not-a-number', line, `${shown(cells[value])} is not a number`)
      const time = timeOf(cells)
      if (Number.isNaN(time)) return tally.reject('not-a-time', line, `${shown(cells[plan.time ?? 0])} is not a time`)
      const label = cells[name].slice(0, 200)
      const channel = channelOf(label, unit < 0 ? '' : cells[unit])
      if (channel === undefined) return tally.reject('too-many-channels', line, `more than ${maximumChannels} channels`)
      row.set(time, { channel, value: number, line })
    },
    finish: () => row.flush()
  }
}
