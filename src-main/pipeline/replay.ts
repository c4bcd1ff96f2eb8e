import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { Batch } from '@shared/model/batch'
import type { Channel } from '@shared/model/channel'
import type { Item } from '@shared/model/item'
import type { ChannelSettings } from '@shared/model/settings'
import { Pyramid } from '../signal/pyramid'
import { ColumnPool } from './column-pool'
import type { PastRows } from './past'
import { SettingsTable } from './settings-table'
import { anomalyStage } from './stages/anomaly'
import { lightsStage } from './stages/lights'
import { statisticsStage } from './stages/statistics'

export interface ReplayOptions {
  /** The channels of the rows, in their order; their indices are 0, 1, 2 ... here. */
  readonly names: readonly string[]
  /** In force now: what was recorded is looked at as today. */
  readonly settings: Readonly<Record<string, ChannelSettings>>
  /** Rows before this time, ms, only fill the moving windows. */
  readonly from: number
}

/**
 * Recorded rows, run once more through statistics, anomaly and lights into a pyramid of their own. It is sent rows and
 * answers the pyramid so far; lights are green at the first row sent, and windows empty, so send some from before `from`.
 */
export function replay({ names, settings, from }: ReplayOptions): Coroutine<PastRows, Pyramid> {
  return coroutine('replay', function* (): Generator<Pyramid, void, PastRows> {
    const pyramid = new Pyramid()
    const columns = new ColumnPool()
    const table = new SettingsTable(settings)
    const parts = { settings: table, columns }
    const stages = [statisticsStage(parts), anomalyStage(parts), lightsStage(parts)]
    const channels: readonly Channel[] = names.map((name, index) => ({ index, name, unit: '' }))
    const send = (item: Item): Batch | undefined => {
      columns.recycle()
      let now = item
      for (const stage of stages) now = stage.send(now)[0]
      return now.kind === 'batch' ? now : undefined
    }
    let first = 0
    let gapBefore = false
    try {
      for (;;) {
        const rows: PastRows = yield pyramid
        for (const { start, end, isBroken } of runs(rows)) {
          if (isBroken) {
            send({ kind: 'gap', time: rows.time[start], from: rows.time[start] })
            gapBefore = true
          }
          // Cut at `from`, so that no earlier row gets into the pyramid.
          for (const [at, until] of cut(rows.time, { start, end }, from)) {
            const batch = send(batchOf(rows, { start: at, end: until, first, channels }))!
            first += until - at
            if (rows.time[at] < from) continue
            pyramid.append(batch, gapBefore)
            gapBefore = false
          }
        }
      }
    } finally {
      for (const stage of stages) stage.stop()
    }
  })
}

interface Run {
  readonly start: number
  readonly end: number
}

/** The stretches of rows that follow on one another. */
function* runs({ gap, count }: PastRows): Generator<Run & { readonly isBroken: boolean }> {
  let start = 0
  for (let row = 1; row <= count; row++) {
    if (row < count && gap[row] === 0) continue
    yield { start, end: row, isBroken: gap[start] === 1 }
    start = row
  }
}

function cut(time: Float64Array, { start, end }: Run, from: number): readonly (readonly [number, number])[] {
  let at = start
  while (at < end && time[at] < from) at++
  return (
    [
      [start, at],
      [at, end]
    ] as const
  ).filter(([one, other]) => other > one)
}

function batchOf(
  { time, value }: PastRows,
  { start, end, first, channels }: Run & { readonly first: number; readonly channels: readonly Channel[] }
): Batch {
  const none = { mean: [], deviation: [], score: [], anomaly: [], state: [] }
  return {
    kind: 'batch',
    channels,
    first,
    count: end - start,
    time: time.subarray(start, end),
    value: value.map(column => column.subarray(start, end)),
    ...none
  }
}
