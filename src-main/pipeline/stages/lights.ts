import { finiteOrNull, type EventOf } from '@shared/model/event'
import { z } from 'zod'
import { LampState, TrafficLight } from '../../signal/traffic-light'
import { PerChannel } from './per-channel'
import { batchStage, type BatchStage, type StageOptions } from './stage'

export const LightsSnapshot = z.object({ version: z.literal(1), channels: z.record(z.string(), LampState) })
export type LightsSnapshot = z.infer<typeof LightsSnapshot>

/**
 * Adds `state` to every batch, and a `state` event after it for each transition. A gap or disconnection holds the lights
 * and starts pending delays anew: nobody knows whether the condition held meanwhile.
 */
export function lightsStage({ settings, columns }: StageOptions): BatchStage<LightsSnapshot> {
  const lights = new PerChannel(
    name => new TrafficLight(settings.of(name).lights),
    (light, name) => light.configure(settings.of(name).lights)
  )
  const running = batchStage(settings, {
    name: 'lights',
    process(batch) {
      const { channels, count, first, time } = batch
      const state: Uint8Array[] = []
      const events: EventOf<'state'>[] = []
      lights.of(channels).forEach((light, channel) => {
        state.push(columns.flags(count))
        const column = { first, count, time, value: batch.value[channel], state: state[channel] }
        for (const transition of light.advance(column))
          events.push({
            kind: 'state',
            channel: channels[channel].name,
            ...transition,
            value: finiteOrNull(transition.value)
          })
      })
      return [{ ...batch, state }, ...events]
    },
    reconfigure: () => lights.configure(),
    interrupt() {
      for (const light of lights) light.interrupt()
    }
  })
  return Object.assign(running, {
    snapshot: () => ({ version: 1 as const, channels: lights.map(light => light.snapshot()) }),
    restore(snapshot: LightsSnapshot) {
      lights.restore(
        Object.entries(snapshot.channels),
        (taken, name) => new TrafficLight(settings.of(name).lights, taken)
      )
    }
  })
}
