import { coroutine } from '@shared/flow/coroutine'
import type { Batch } from '@shared/model/batch'
import type { Channel } from '@shared/model/channel'
import type { Item } from '@shared/model/item'
import type { ChannelSettings } from '@shared/model/settings'
import { createPipeline } from '@main/pipeline/chain'
import type { History } from '@main/pipeline/history'
import type { Past } from '@main/pipeline/past'
import { RawLog } from '@main/pipeline/raw-log'
import type { Sink } from '@main/pipeline/sink'
import type { FrameSource } from '@main/services/live-frames'

/** Rows of a test: time and values. */
export type Rows = (row: number) => readonly number[]

/** Sends rows `first` to `end - 1`, a thousand a batch, through a pipeline into sinks. */
export function feeder(
  channels: readonly Channel[],
  sinks: readonly Pick<Sink, 'accept'>[],
  settings: Readonly<Record<string, ChannelSettings>> = {}
): { rows(first: number, end: number, row: Rows): void; event(item: Item): void } {
  const decoder = coroutine<Item, readonly Item[]>('rows', function* () {
    let item: Item = yield []
    for (;;) item = yield [item]
  })
  const pipeline = createPipeline(decoder, { settings })
  const send = (item: Item): void => {
    for (const out of pipeline.send(item)) for (const sink of sinks) sink.accept(out)
  }
  return {
    event: send,
    rows(first, end, row) {
      for (let start = first; start < end; start += 1000) {
        const count = Math.min(1000, end - start)
        const time = new Float64Array(count)
        const value = channels.map(() => new Float64Array(count))
        for (let at = 0; at < count; at++) {
          const [when, ...values] = row(start + at)
          time[at] = when!
          for (const [channel, column] of value.entries()) column[at] = values[channel]!
        }
        const none = { mean: [], deviation: [], score: [], anomaly: [], state: [] }
        const batch: Batch = { kind: 'batch', channels, first: start, count, time, value, ...none }
        send(batch)
      }
    }
  }
}

/** What the live frames of a session are made from. */
export function frameSource(
  history: History,
  past: Past | undefined,
  settings: Readonly<Record<string, ChannelSettings>> = {}
): FrameSource {
  return { history, past, settings, rawLog: new RawLog(), readAt: 0, noteLatency: () => undefined }
}
