import type { ImportPlan } from '@shared/model/import'
import type { Item } from '@shared/model/item'
import { maximumChannels } from '../../decoders/channel-label'
import { cellTime } from './cell-time'
import { jsonRow, leafText, type JsonRow } from './json-leaves'
import { lineTexts } from './line-texts'
import { NamedChannels } from './named-channels'
import { Pages } from './pages'
import { fileBytes } from './read-bytes'
import type { ReaderParts } from './reader'
import { RowOrder } from './row-order'
import { utf8Bytes } from './text-bytes'
import { shown } from './wide-rows'
import { wholeLines } from './whole-lines'

/** JSON lines as pages of rows, in constant memory; nested members become channels with dotted names. */
export async function* readJsonLines(
  { path, plan, tally, open }: ReaderParts,
  signal: AbortSignal
): AsyncGenerator<Item> {
  const pages = new Pages()
  const order = new RowOrder(pages, tally, plan)
  const channels = new NamedChannels(plan, pages)
  const timeOf = objectTime(plan)
  let values = new Float64Array(pages.channels.length)
  let line = 0

  function take(text: string): void {
    line++
    if (text.trim() === '') return
    const row = jsonRow(text)
    if (typeof row === 'string') return tally.reject('malformed', line, `${shown(text)}: ${row}`)
    const time = timeOf(row)
    if (Number.isNaN(time)) return tally.reject('not-a-time', line, 'there is no time that can be read')
    values.fill(NaN)
    for (const [label, number] of row.leaves) {
      const place = channels.placeOf(label)
      if (place === undefined) return tally.reject('too-many-channels', line, `more than ${maximumChannels} channels`)
      if (place >= values.length) values = widened(values, 2 * place)
      if (place >= 0) values[place] = number
    }
    order.add(time, values, line)
  }

  const bytes = (open ?? fileBytes(path, length => (tally.read += length)))(signal)
  const tooLong = (at: number): void => tally.reject('too-long', at, 'the line is longer than a megabyte')
  for await (const piece of wholeLines(utf8Bytes(bytes, plan.encoding), tooLong)) {
    for (const text of lineTexts(piece)) take(text)
    yield* pages.take()
  }
  yield* pages.finish()
}

function widened(values: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(Math.max(16, capacity)).fill(NaN)
  larger.set(values)
  return larger
}

function objectTime(plan: ImportPlan): (row: JsonRow) => number {
  const { time, timeStyle, rate, start, columns } = plan
  if (timeStyle === 'rate' || time === null) {
    let row = 0
    return () => start + (row++ * 1000) / rate
  }
  const { label } = columns[time]
  const read = cellTime({ ...plan, decimal: 'point' })
  const isRoot = /^ch\d+$/.test(label)
  return ({ value, leaves }) => {
    const text = isRoot && Array.isArray(value) ? leaves.find(([name]) => name === label)?.[1] : leafText(value, label)
    return text === undefined ? NaN : read(String(text))
  }
}
