import { SignalboxError } from '@shared/base/errors'
import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { Batch } from '@shared/model/batch'
import type { Channel } from '@shared/model/channel'
import type { Item } from '@shared/model/item'

/** Where the times of a file's rows come from: one of its columns, a constant rate, or whatever can be found. */
export type Timing =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'rate'; readonly hertz: number }
  | { readonly kind: 'auto' }

/** Names that a time column goes by, when nobody says which it is. */
const timeNames = /^(time|timestamp|date|datetime|date[ _]time|t|millis|time[ _]?(ms|s|us|ns|sec|millis))$/i

/**
 * Gives rows without read times their times, in ms. `rate`: row n is at n * 1000 / hertz. `column`: that column's
 * numbers in the column's unit (where one is missing, the one before), and the column is no longer a channel. `auto`: the first column with a time's name, else
 * one millisecond a row. The time column of an answer is its own, so that several batches of one read can be answered.
 * @throws SignalboxError `bad-input` when the column is not there.
 */
export function timing(choice: Timing): Coroutine<Item, readonly Item[]> {
  return coroutine('timing', function* (): Generator<readonly Item[], void, Item> {
    let item = yield []
    let seen: readonly Channel[] | null = null
    let take: (batch: Batch) => Batch = byRate(1000)
    for (;;) {
      if (item.kind !== 'batch') {
        item = yield [item]
        continue
      }
      if (item.channels !== seen) {
        seen = item.channels
        const column = timeColumn(choice, item.channels)
        take = column ? byColumn(column, item.channels) : byRate(choice.kind === 'rate' ? choice.hertz : 1000)
      }
      item = yield [take(item)]
    }
  })
}

function timeColumn(choice: Timing, channels: readonly Channel[]): Channel | undefined {
  if (choice.kind === 'rate') return undefined
  if (choice.kind === 'auto') return channels.find(({ name }) => timeNames.test(name))
  const exact = channels.find(({ name }) => name === choice.name)
  const asked = choice.name.trim().toLowerCase()
  const found =
    exact ??
    channels.find(({ name }) => name.toLowerCase() === asked) ??
    // As the header has it, with the unit.
    channels.find(({ name, unit }) => [`${name} (${unit})`, `${name} [${unit}]`].some(it => it.toLowerCase() === asked))
  if (found) return found
  throw new SignalboxError('bad-input', `there is no time column "${choice.name}"`, {
    remedy: `The columns are ${channels.map(({ name }) => name).join(', ')}.`
  })
}

function byRate(hertz: number): (batch: Batch) => Batch {
  return batch => {
    const time = new Float64Array(batch.count)
    for (let row = 0; row < batch.count; row++) time[row] = ((batch.first + row) * 1000) / hertz
    return { ...batch, time }
  }
}

function byColumn(column: Channel, all: readonly Channel[]): (batch: Batch) => Batch {
  const kept = all.filter(channel => channel !== column)
  const channels = kept.map(({ name, unit }, index) => ({ index, name, unit }))
  let scale: Scale | null = null
  let last = 0
  return batch => {
    const source = batch.value[column.index]
    for (let row = 0; row < batch.count && !scale; row++)
      if (Number.isFinite(source[row])) scale = scaleOf(column, source[row])
    const { times, over } = scale ?? milliseconds
    const time = new Float64Array(batch.count)
    for (let row = 0; row < batch.count; row++) {
      const own = (source[row] * times) / over
      if (Number.isFinite(own)) last = own
      time[row] = last
    }
    return { ...batch, channels, time, value: kept.map(({ index }) => batch.value[index]) }
  }
}

/** Milliseconds are `number * times / over`: a division by 1000 is exact where a multiplication by 0.001 is not. */
interface Scale {
  readonly times: number
  readonly over: number
}
const seconds: Scale = { times: 1000, over: 1 }
const milliseconds: Scale = { times: 1, over: 1 }
const microseconds: Scale = { times: 1, over: 1000 }
const nanoseconds: Scale = { times: 1, over: 1_000_000 }

/**
 * How many milliseconds one of the column's units is: by its unit or the unit in its name; for a bare number by its size
 * when it can only be a time since the epoch; else it is taken for milliseconds, as `millis()` gives.
 */
function scaleOf({ name, unit }: Channel, sample: number): Scale {
  const stated = (
    unit ||
    /(?:^|[ _(])(ms|us|µs|ns|sec|s)\)?$/i.exec(name.replace(/^(time|timestamp|t)/i, ''))?.[1] ||
    ''
  ).toLowerCase()
  if (['s', 'sec', 'seconds'].includes(stated)) return seconds
  if (['ms', 'milliseconds'].includes(stated)) return milliseconds
  if (['us', 'µs', 'μs', 'microseconds'].includes(stated)) return microseconds
  if (['ns', 'nanoseconds'].includes(stated)) return nanoseconds
  if (sample >= 1e17) return nanoseconds
  if (sample >= 1e14) return microseconds
  if (sample >= 1e11) return milliseconds
  return sample >= 1e9 ? seconds : milliseconds
}
