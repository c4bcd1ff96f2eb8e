import { asSignalboxError, SignalboxError } from '@shared/base/errors'
import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine, CoroutineState } from '@shared/flow/types'
import type { Item } from '@shared/model/item'
import type { ChannelSettings } from '@shared/model/settings'
import { z } from 'zod'
import { ColumnPool } from './column-pool'
import { SettingsTable } from './settings-table'
import { anomalyStage, AnomaliesSnapshot } from './stages/anomaly'
import { lightsStage, LightsSnapshot } from './stages/lights'
import { statisticsStage, StatisticsSnapshot } from './stages/statistics'

export interface PipelineOptions {
  /** By channel name, `*` for every channel that is not named; `defaultChannelSettings` when absent. */
  readonly settings?: Readonly<Record<string, ChannelSettings>>
}

/** One stage as the inspector shows it. */
export interface StageStatus {
  readonly name: string
  readonly state: CoroutineState
  /** Items and rows it was sent. */
  readonly items: number
  readonly rows: number
  /** The message of the error that closed it. */
  readonly lastError: string | null
}

/** The stages' state as plain data that survives JSON. The decoder's and the settings are not part of it. */
export const PipelineSnapshot = z.object({
  version: z.literal(1),
  statistics: StatisticsSnapshot,
  anomaly: AnomaliesSnapshot,
  lights: LightsSnapshot
})
export type PipelineSnapshot = z.infer<typeof PipelineSnapshot>

export interface Pipeline extends Coroutine<Item, readonly Item[]> {
  /** Rows that have come out so far: the number of the sample from which settings sent now hold. */
  readonly rows: number
  /** Decoder first. */
  readonly stages: readonly StageStatus[]
  snapshot(): PipelineSnapshot
  /**
   * Goes on from a snapshot, with the settings in force now.
   * @throws SignalboxError `bad-input` when it is not one.
   */
  restore(snapshot: unknown): void
}

/**
 * Decoder, statistics, anomaly and lights in a row. Sent an item, it answers what that became, in order: every batch with
 * all its columns, then the events that happened in it; whatever no stage cares about untouched. Batches are lent until
 * the next `send`.
 *
 * An error in a stage (or raised with `fail`) closes the pipeline and its three stages and reaches the sender. The decoder
 * is the caller's: it is neither stopped nor restored, so that a new pipeline can go on with it.
 */
export function createPipeline(decoder: Coroutine<Item, readonly Item[]>, options: PipelineOptions = {}): Pipeline {
  const settings = new SettingsTable(options.settings)
  const columns = new ColumnPool()
  const statistics = statisticsStage({ settings, columns })
  const anomaly = anomalyStage({ settings, columns })
  const lights = lightsStage({ settings, columns })
  const steps = [decoder, statistics, anomaly, lights].map(stage => ({ stage, items: 0, rows: 0, error: '' }))
  let rows = 0

  /** Sends an item through the steps from `index` on; each result goes to the end before the next one starts. */
  function descend(index: number, item: Item, results: Item[]): void {
    if (index === steps.length) {
      if (item.kind === 'batch') rows += item.count
      results.push(item)
      return
    }
    const step = steps[index]
    step.items++
    if (item.kind === 'batch') step.rows += item.count
    let answers: readonly Item[]
    try {
      answers = step.stage.send(item)
    } catch (error) {
      step.error = asSignalboxError(error).message
      throw error
    }
    for (const answer of answers) descend(index + 1, answer, results)
  }

  const running = coroutine('pipeline', function* (): Generator<readonly Item[], void, Item> {
    try {
      let item = yield []
      for (;;) {
        columns.recycle()
        const results: Item[] = []
        descend(0, item, results)
        item = yield results
      }
    } finally {
      for (const stage of [statistics, anomaly, lights]) stage.stop()
    }
  })

  return {
    name: running.name,
    get state() {
      return running.state
    },
    send: item => running.send(item),
    fail: error => running.fail(error),
    stop: () => running.stop(),
    get rows() {
      return rows
    },
    get stages() {
      return steps.map(({ stage: { name, state }, items, rows: seen, error }) => ({
        name,
        state,
        items,
        rows: seen,
        lastError: error || null
      }))
    },
    snapshot: () => ({
      version: 1,
      statistics: statistics.snapshot(),
      anomaly: anomaly.snapshot(),
      lights: lights.snapshot()
    }),
    restore(snapshot) {
      const parsed = PipelineSnapshot.safeParse(snapshot)
      if (!parsed.success)
        throw new SignalboxError('bad-input', `not a pipeline snapshot: ${parsed.error.issues[0]?.message ?? ''}`, {
          cause: parsed.error
        })
      statistics.restore(parsed.data.statistics)
      anomaly.restore(parsed.data.anomaly)
      lights.restore(parsed.data.lights)
    }
  }
}
