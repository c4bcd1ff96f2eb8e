import type { Batch } from '@shared/model/batch'
import type { Channel } from '@shared/model/channel'
import type { EventOf, StreamEvent } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import { PipelineSnapshot } from './chain'
import { ColumnPool } from './column-pool'
import type { Conditions } from './processor'
import type { StoredRows } from './sample-reader'
import { SettingsTable } from './settings-table'
import { anomalyStage } from './stages/anomaly'
import { lightsStage } from './stages/lights'
import { statisticsStage } from './stages/statistics'

export interface RerunOptions {
  /** The channels of the rows, in their order; their indices are 0, 1, 2 ... here. */
  readonly channels: readonly Channel[]
  /** What the recording began with. */
  readonly conditions: Pick<Conditions, 'settings' | 'stages'>
  /** What was recorded beside the rows, in its order. */
  readonly events: readonly StreamEvent[]
}

/** Recorded rows on their way through the stages once more. */
export interface Rerun {
  /** The rows with all their columns; sent in order, from the recording's first. A batch is lent until the next pull. */
  batches(rows: StoredRows): Generator<Batch, void, void>
  stop(): void
}

/**
 * The live pipeline's statistics, anomaly and lights over what was recorded, with the settings that were in force at each
 * sample: from a recording's first row on it gives what was seen then, bit for bit.
 */
export function rerun({ channels, conditions, events }: RerunOptions): Rerun {
  const columns = new ColumnPool()
  const parts = { settings: new SettingsTable(conditions.settings), columns }
  const [statistics, anomaly, lights] = [statisticsStage(parts), anomalyStage(parts), lightsStage(parts)]
  const stages = [statistics, anomaly, lights]
  const before = PipelineSnapshot.safeParse(conditions.stages)
  if (before.success) {
    statistics.restore(before.data.statistics)
    anomaly.restore(before.data.anomaly)
    lights.restore(before.data.lights)
  }
  const changes = events.filter((event): event is EventOf<'settings'> => event.kind === 'settings')
  const breaks = events.flatMap(breakOf).sort((one, other) => one.at - other.at)

  function send(item: Item): Batch | undefined {
    columns.recycle()
    let now = item
    for (const stage of stages) now = stage.send(now)[0]
    return now.kind === 'batch' ? now : undefined
  }

  const isDue = (sample: number, time: number): boolean =>
    (changes.length > 0 && changes[0].sample <= sample) || (breaks.length > 0 && breaks[0].at < time)

  function sendDue(sample: number, time: number): void {
    while (breaks.length > 0 && breaks[0].at < time) send(breaks.shift()!.event)
    while (changes.length > 0 && changes[0].sample <= sample) send(changes.shift()!)
  }

  return {
    *batches({ sample, time, value }) {
      let start = 0
      while (start < time.length) {
        sendDue(sample[start], time[start])
        let end = start + 1
        while (end < time.length && !isDue(sample[end], time[end])) end++
        yield send(batchOf({ sample, time, value }, { start, end, channels }))!
        start = end
      }
    },
    stop() {
      for (const stage of stages) stage.stop()
    }
  }
}

/** Where nothing was known: a gap begins with the last byte before it, a disconnection when it is noticed. */
function breakOf(event: StreamEvent): { readonly at: number; readonly event: StreamEvent }[] {
  if (event.kind === 'gap') return [{ at: event.from, event }]
  return event.kind === 'disconnected' ? [{ at: event.time, event }] : []
}

function batchOf(
  { sample, time, value }: StoredRows,
  { start, end, channels }: { readonly start: number; readonly end: number; readonly channels: readonly Channel[] }
): Batch {
  const none = { mean: [], deviation: [], score: [], anomaly: [], state: [] }
  return {
    kind: 'batch',
    channels,
    first: sample[start],
    count: end - start,
    time: time.subarray(start, end),
    value: value.map(column => column.subarray(start, end)),
    ...none
  }
}
