import fc from 'fast-check'
import { manualClock } from '@shared/base/manual-clock'
import type { StreamEvent } from '@shared/model/event'
import { defaultChannelSettings } from '@shared/model/settings'
import { TriggerSettings } from '@shared/model/trigger'
import type { CaptureStore } from '@main/captures/store'
import type { Journal } from '@main/pipeline/journal'
import type { Conditions } from '@main/pipeline/processor'
import { startSession, type Session } from '@main/pipeline/session'
import { scriptedDevice } from '../../support/scripted-device'
import { recordOptions } from './temporary-store'

export const plain: Conditions = { format: 'auto', byteTime: 0, settings: {}, derived: [], triggers: [] }
export const settingsOf = (window: number, threshold: number, high: number): typeof defaultChannelSettings => ({
  ...defaultChannelSettings,
  window,
  anomaly: { kind: 'zscore', threshold },
  lights: { ...defaultChannelSettings.lights, red: { low: null, high } }
})

/** Something that happens to a live session. */
export type Step = (live: { device: ReturnType<typeof scriptedDevice>; session: Session }) => unknown

const number = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }))
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(number, number).map(([a, b]) => `${a},${b}\n`) },
  { weight: 1, arbitrary: fc.constantFrom('oops\n', '#note\n', '1,2,3\n', '1,', '\n', 'temp:1 load:2\n') }
)
const lines = fc.array(line, { maxLength: 12 }).map(
  (all): Step =>
    ({ device }) =>
      device.send(all.join(''))
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: lines },
  {
    weight: 1,
    arbitrary: fc.constant<Step>(({ device }) => device.unplug())
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 6 }), fc.constantFrom('*', 'temp', 'load'))
      .map(([window, threshold, channel]): Step => ({ session }) => {
        session.configure(channel, settingsOf(window, threshold, 40))
      })
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('auto', 'separated', 'labels' as const).map((format): Step => ({ session }) => {
      session.setFormat(format as 'auto')
    })
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('temp*2', 'derivative(temp)', 'rms(load,3)').map((expression): Step => ({ session }) => {
      session.setDerived([{ name: 'made', unit: 'X', expression }])
    })
  },
  {
    weight: 1,
    arbitrary: fc.constant<Step>(({ session }) => {
      const condition = { kind: 'edge', channel: 'temp', direction: 'rising', value: 10, hysteresis: 1 }
      session.setTriggers([TriggerSettings.parse({ id: 't', mode: 'normal', condition, before: 5, after: 5 })])
    })
  }
)

export interface Life {
  readonly capture: string
  /** As it was at the end. */
  readonly session: Session
  readonly stages: unknown
  readonly known: Conditions['known']
  /** What was told, in order. */
  readonly events: readonly StreamEvent[]
}

/** A journal that keeps everything. */
export function keepingJournal(): Journal & { readonly events: StreamEvent[] } {
  const events: StreamEvent[] = []
  return {
    events,
    add: (_session, _device, event) => void events.push(event),
    async *watch() {
      yield { entries: [], dropped: 0 }
    },
    queue: { place: 'journal', unit: 'events', capacity: 1, fill: 0, whenFull: 'dropOldest', dropped: 0 }
  }
}

/** A session lives through the steps and is closed. */
export async function lived(
  store: CaptureStore,
  steps: readonly (readonly [Step, number])[],
  conditions: Conditions = plain
): Promise<Life> {
  const clock = manualClock(1_000_000)
  const device = scriptedDevice(clock)
  const recorder = store.record({ ...recordOptions, start: clock.now(), conditions })
  const journal = keepingJournal()
  const session = startSession({ id: 's', device, conditions, recorder, journal, clock })
  await clock.advance(0)
  device.send('temp,load [A]\n1,2\n3,4\n5,6\n')
  await clock.advance(30)
  for (const [happens, pause] of steps) {
    happens({ device, session })
    await clock.advance(pause)
  }
  const stages: unknown = JSON.parse(JSON.stringify(session.checkpoint()))
  const known = session.layout
  const closing = session.close()
  await clock.advance(0)
  await closing
  return { capture: recorder.capture, session, stages, known, events: journal.events }
}

/** Whatever can happen, with pauses between, ms. */
export const life = fc.array(fc.tuple(step, fc.integer({ min: 0, max: 60 })), { minLength: 3, maxLength: 30 })
