import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { Batch } from '@shared/model/batch'
import type { Item } from '@shared/model/item'
import type { ColumnPool } from '../column-pool'
import type { SettingsTable } from '../settings-table'

export interface StageOptions {
  readonly settings: SettingsTable
  /** Where output columns are lent from; whoever owns the pool recycles it. */
  readonly columns: ColumnPool
}

/** A step of the pipeline that works on batches, and its state as plain data. */
export interface BatchStage<Snapshot> extends Coroutine<Item, readonly Item[]> {
  snapshot(): Snapshot
  /** Goes on from a snapshot; the settings are not part of it. */
  restore(snapshot: Snapshot): void
}

/** What differs between the stages. */
export interface BatchWork {
  readonly name: string
  /** Answers the batch with this stage's columns, then the events that happened in it, channel by channel. */
  process(batch: Batch): readonly Item[]
  /** New settings are in the table; they hold from the next row on. */
  reconfigure(): void
  /** A gap or a disconnection: what comes next does not follow on what came last. */
  interrupt(): void
}

/** The coroutine of a stage: batches are worked on, settings taken over as they pass; whatever else passes untouched. */
export function batchStage(settings: SettingsTable, work: BatchWork): Coroutine<Item, readonly Item[]> {
  return coroutine(work.name, function* (): Generator<readonly Item[], void, Item> {
    let item = yield []
    for (;;) {
      if (item.kind === 'batch') {
        item = yield work.process(item)
        continue
      }
      if (item.kind === 'settings') {
        settings.apply(item)
        work.reconfigure()
      } else if (item.kind === 'gap' || item.kind === 'disconnected') work.interrupt()
      item = yield [item]
    }
  })
}
