import { asSignalboxError, SignalboxError } from '@shared/base/errors'
import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine, CoroutineState } from '@shared/flow/types'
import type { DerivedChannel } from '@shared/model/derived'
import type { Item } from '@shared/model/item'
import type { ChannelSettings } from '@shared/model/settings'
import { z } from 'zod'
import { ChannelLayout } from './channel-layout'
import { ColumnPool } from './column-pool'
import type { DerivedStatus } from './derived-programs'
import { SettingsTable } from './settings-table'
import { anomalyStage, AnomaliesSnapshot } from './stages/anomaly'
import { DerivedSnapshot, derivedStage } from './stages/derived'
import { lightsStage, LightsSnapshot } from './stages/lights'
import { statisticsStage, StatisticsSnapshot } from './stages/statistics'
import { type KnownTrigger, type Triggers, TriggersSnapshot, triggersStage } from './stages/triggers'

export interface PipelineOptions {
  /** By channel name, `*` for every channel that is not named; `defaultChannelSettings` when absent. */
  readonly settings?: Readonly<Record<string, ChannelSettings>>
  readonly derived?: readonly DerivedChannel[]
  readonly triggers?: readonly KnownTrigger[]
  /** The columns to go on with; those of a pipeline before this one, of the same session. */
  readonly layout?: ChannelLayout
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

const commonSnapshot = { statistics: StatisticsSnapshot, anomaly: AnomaliesSnapshot, lights: LightsSnapshot }

/** The stages' state as plain data that survives JSON. The decoder's and the settings are not part of it. */
export const PipelineSnapshot = z.object({
  version: z.literal(2),
  ...commonSnapshot,
  derived: DerivedSnapshot,
  triggers: TriggersSnapshot
})
export type PipelineSnapshot = z.infer<typeof PipelineSnapshot>

/** Version 1 knew neither derived channels nor triggers: they begin anew. */
const ReadableSnapshot = z.discriminatedUnion('version', [
  PipelineSnapshot,
  z.object({ version: z.literal(1), ...commonSnapshot })
])

export interface Pipeline extends Coroutine<Item, readonly Item[]> {
  /** Rows that have come out so far: the number of the sample from which settings sent now hold. */
  readonly rows: number
  /** Decoder first. */
  readonly stages: readonly StageStatus[]
  /** In the order in which they are computed. */
  readonly derived: readonly DerivedStatus[]
  readonly triggers: Triggers
  readonly layout: ChannelLayout
  snapshot(): PipelineSnapshot
  /**
   * Goes on from a snapshot, with the settings in force now.
   * @throws SignalboxError `bad-input` when it is not one.
   */
  restore(snapshot: unknown): void
}

/**
 * Decoder, derived channels, statistics, anomaly, lights and triggers in a row. Sent an item, it answers what that became,
 * in order: every batch with all its columns, then the events that happened in it; whatever no stage cares about
 * untouched. Batches are lent until the next `send`. From the derived stage on, channels have the numbers of `layout`.
 *
 * An error in a stage (or raised with `fail`) closes the pipeline and its stages and reaches the sender. The decoder
 * is the caller's: it is neither stopped nor restored, so that a new pipeline can go on with it.
 */
export function createPipeline(decoder: Coroutine<Item, readonly Item[]>, options: PipelineOptions = {}): Pipeline {
  const settings = new SettingsTable(options.settings)
  const columns = new ColumnPool()
  const { derived: initial = [], triggers: known = [], layout = new ChannelLayout() } = options
  const derived = derivedStage({ columns, layout, initial })
  const statistics = statisticsStage({ settings, columns })
  const anomaly = anomalyStage({ settings, columns })
  const lights = lightsStage({ settings, columns })
  const triggers = triggersStage(known)
  const stages = [derived, statistics, anomaly, lights, triggers]
  const steps = [decoder, ...stages].map(stage => ({ stage, items: 0, rows: 0, error: '' }))
  let rows = 0

  /** Sends an item through the steps from `index` on; each result goes to the end before the next one starts. */
  function descend(index: number, item: Item, results: Item[]): void {
    if (index === steps.length) {
      if (item.kind === 'batch') rows = item.first + item.count
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
      for (const stage of stages) stage.stop()
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
    get derived() {
      return derived.derived()
    },
    triggers,
    layout,
    snapshot: () => ({
      version: 2,
      statistics: statistics.snapshot(),
      anomaly: anomaly.snapshot(),
      lights: lights.snapshot(),
      derived: derived.snapshot(),
      triggers: triggers.snapshot()
    }),
    restore(snapshot) {
      const parsed = ReadableSnapshot.safeParse(snapshot)
      if (!parsed.success)
        throw new SignalboxError('bad-input', `not a pipeline snapshot: ${parsed.error.issues[0]?.message ?? ''}`, {
          cause: parsed.error
        })
      statistics.restore(parsed.data.statistics)
      anomaly.restore(parsed.data.anomaly)
      lights.restore(parsed.data.lights)
      if (parsed.data.version === 1) return
      derived.restore(parsed.data.derived)
      triggers.restore(parsed.data.triggers)
    }
  }
}
