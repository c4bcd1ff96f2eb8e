import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { Batch } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import { type ChannelSettings, ChannelSettings as Settings } from '@shared/model/settings'

/** Rows `first` to `first + count` as a batch; row i came at i milliseconds. Columns are longer than they need to be. */
export function batchOf(first: number, columns: Readonly<Record<string, readonly number[]>>): Batch {
  const names = Object.keys(columns)
  const count = columns[names[0]]?.length ?? 0
  return {
    kind: 'batch',
    channels: names.map((name, index) => ({ index, name, unit: '' })),
    first,
    count,
    time: Float64Array.from({ length: count + 2 }, (_, row) => first + row),
    value: names.map(name => Float64Array.from([...columns[name], 777, 777])),
    mean: [],
    deviation: [],
    score: [],
    anomaly: [],
    state: []
  }
}

/** A batch's computed columns as plain arrays, by channel name. */
export function columnsOf(item: Item): Record<string, Record<string, readonly number[]>> {
  if (item.kind !== 'batch') throw new Error(`${item.kind} is no batch`)
  return Object.fromEntries(
    item.channels.map(({ name, index }) => [
      name,
      Object.fromEntries(
        (['mean', 'deviation', 'score', 'anomaly', 'state'] as const)
          .filter(column => item[column].length > 0)
          .map(column => [column, Array.from(item[column][index].subarray(0, item.count))])
      )
    ])
  )
}

/** A decoder that answers every item with itself, or with what `answers` says. */
export function passingDecoder(
  answers: (item: Item) => readonly Item[] = item => [item]
): Coroutine<Item, readonly Item[]> {
  return coroutine('decoder', function* (): Generator<readonly Item[], void, Item> {
    let item = yield []
    for (;;) item = yield answers(item)
  })
}

export function settingsEvent(channel: string, settings: ChannelSettings, sample = 0): StreamEvent {
  return { kind: 'settings', time: 0, channel, sample, settings }
}

export function settingsOf(fields: Partial<ChannelSettings>): ChannelSettings {
  return Settings.parse(fields)
}
