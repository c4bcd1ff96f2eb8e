import { SignalboxError } from '@shared/base/errors'
import { coroutine } from '@shared/flow/coroutine'
import type { Batch } from '@shared/model/batch'
import type { EventOf } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import type { TriggerHit, TriggerSettings, TriggerStatus } from '@shared/model/trigger'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { Trigger, TriggerSnapshot } from '../../signal/trigger'
import type { TriggerChannel } from '../../signal/trigger-conditions'
import { TriggerBackground } from '../trigger-background'
import type { BatchStage } from './stage'

export const TriggersSnapshot = z.object({ version: z.literal(1), triggers: z.record(z.string(), TriggerSnapshot) })
export type TriggersSnapshot = z.infer<typeof TriggersSnapshot>

/** A trigger as it is remembered between two sessions. */
export interface KnownTrigger {
  readonly settings: TriggerSettings
  readonly stopped: boolean
}

/** A session's triggers as others see and command them. */
export interface Triggers {
  status(): readonly TriggerStatus[]
  /** Replaces them from the next row on; one whose settings are the same goes on. @throws `bad-input` for an id given twice. */
  set(settings: readonly TriggerSettings[]): void
  /** @throws `not-found`. */
  arm(id: string, armed: boolean): void
}

export interface TriggersStage extends BatchStage<TriggersSnapshot>, Triggers {}

/**
 * Sends every batch through the session's triggers, and a `trigger` event after it for each hit that is not forced. The
 * batch itself passes untouched. Comes after the lights, whose columns it reads.
 */
export function triggersStage(known: readonly KnownTrigger[]): TriggersStage {
  const background = new TriggerBackground()
  let triggers = known.map(({ settings, stopped }) => {
    const trigger = new Trigger(settings)
    if (stopped) trigger.arm(false)
    return trigger
  })

  function process(batch: Batch): readonly Item[] {
    if (triggers.length === 0) {
      background.see(batch)
      return [batch]
    }
    const { channels, value, anomaly, state, first, count, time } = batch
    const all = channels.map(({ name, index }): TriggerChannel => ({
      name,
      value: value[index],
      anomaly: anomaly[index],
      state: state[index]
    }))
    const events: EventOf<'trigger'>[] = []
    for (const trigger of triggers) {
      const { id, condition } = trigger.settings
      const wanted = condition.channel
      const own = wanted === '*' && (condition.kind === 'anomaly' || condition.kind === 'state')
      const rows = { first, count, time, channels: own ? all : all.filter(({ name }) => name === wanted) }
      for (const hit of trigger.advance(rows)) events.push(eventOf(id, hit))
    }
    background.see(batch)
    return [batch, ...events]
  }

  const running = coroutine('triggers', function* (): Generator<readonly Item[], void, Item> {
    let item = yield []
    for (;;) {
      if (item.kind === 'batch') {
        item = yield process(item)
        continue
      }
      if (item.kind === 'gap') for (const trigger of triggers) trigger.interrupt(false)
      else if (item.kind === 'disconnected' || item.kind === 'ended')
        for (const trigger of triggers) trigger.interrupt(true)
      item = yield [item]
    }
  })

  return Object.assign(running, {
    status: () => triggers.map(({ status }) => status),
    set(settings: readonly TriggerSettings[]) {
      const twice = settings.find(({ id }, index) => settings.findIndex(other => other.id === id) !== index)
      if (twice)
        throw new SignalboxError('bad-input', `two triggers have the id "${twice.id}"`, {
          remedy: 'Give each an id of its own.'
        })
      triggers = settings.map(
        own =>
          triggers.find(trigger => isDeepStrictEqual(trigger.settings, own)) ??
          new Trigger(own, { memory: background.memoryFor(own.condition) })
      )
    },
    arm(id: string, armed: boolean) {
      const trigger = triggers.find(({ settings }) => settings.id === id)
      if (!trigger)
        throw new SignalboxError('not-found', `there is no trigger "${id}"`, {
          remedy: 'It may have been removed; set it again.'
        })
      trigger.arm(armed)
    },
    snapshot: () => ({
      version: 1 as const,
      triggers: Object.fromEntries(triggers.map(trigger => [trigger.settings.id, trigger.snapshot()]))
    }),
    restore(snapshot: TriggersSnapshot) {
      triggers = triggers.map(({ settings }) => {
        const taken = Object.hasOwn(snapshot.triggers, settings.id) ? snapshot.triggers[settings.id] : undefined
        return new Trigger(settings, { taken })
      })
    }
  })
}

function eventOf(trigger: string, { time, sample, channel, value, from, to }: TriggerHit): EventOf<'trigger'> {
  return { kind: 'trigger', time, trigger, sample, channel, value, from, to }
}
