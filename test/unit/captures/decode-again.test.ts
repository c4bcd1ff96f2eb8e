import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { manualClock } from '@shared/base/manual-clock'
import { systemClock } from '@shared/base/clock'
import { defaultChannelSettings } from '@shared/model/settings'
import { TriggerSettings } from '@shared/model/trigger'
import type { FolderCaptureStore } from '@main/captures'
import { decodeAgain } from '@main/captures/decode/decode-again'
import type { DecodeRecipe } from '@main/captures/decode/recipe'
import { capturesFolder } from '@main/captures/paths'
import { createJournal } from '@main/pipeline/journal'
import type { Conditions } from '@main/pipeline/processor'
import { startSession, type Session } from '@main/pipeline/session'
import { scriptedDevice } from '../../support/scripted-device'
import { openStore, query, recordOptions, temporaryFolder } from './temporary-store'

const folder = temporaryFolder()
let store: FolderCaptureStore
beforeAll(async () => {
  store = await openStore(folder.path)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

const plain: Conditions = { format: 'auto', byteTime: 0, settings: {}, derived: [], triggers: [] }
const settingsOf = (window: number, threshold: number, high: number): typeof defaultChannelSettings => ({
  ...defaultChannelSettings,
  window,
  anomaly: { kind: 'zscore', threshold },
  lights: { ...defaultChannelSettings.lights, red: { low: null, high } }
})

/** Something that happens to a live session. */
type Step = (live: { device: ReturnType<typeof scriptedDevice>; session: Session }) => unknown

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

/** A session lives through the steps and is closed; answers its capture, and the stages as they were at the end. */
async function lived(
  steps: readonly (readonly [Step, number])[],
  conditions: Conditions = plain
): Promise<{ capture: string; stages: unknown; known: Conditions['known'] }> {
  const clock = manualClock(1_000_000)
  const device = scriptedDevice(clock)
  const recorder = store.record({ ...recordOptions, conditions })
  const session = startSession({ id: 's', device, conditions, recorder, journal: createJournal(clock), clock })
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
  return { capture: recorder.capture, stages, known }
}

const again = (capture: string, recipe: DecodeRecipe): Promise<{ id: string }> =>
  decodeAgain({
    folder: capturesFolder(folder.path),
    capture,
    recipe,
    clock: systemClock,
    signal: new AbortController().signal,
    progress: () => undefined
  })

const contents = async (capture: string): Promise<unknown> => ({
  channels: await query(folder.path, capture, 'SELECT * FROM channels ORDER BY index'),
  samples: await query(folder.path, capture, 'SELECT * FROM samples ORDER BY sample'),
  events: (await query(folder.path, capture, 'SELECT data FROM events')).map(
    ([data]) => JSON.parse(String(data)) as unknown
  )
})

const life = fc.array(fc.tuple(step, fc.integer({ min: 0, max: 60 })), { minLength: 3, maxLength: 30 })

describe('decoding a capture again', () => {
  test('gives the same samples, states and events bit for bit, whatever happened while it was recorded', async () => {
    await fc.assert(
      fc.asyncProperty(life, async steps => {
        const { capture } = await lived(steps)
        const { id } = await again(capture, {})
        expect(await contents(id)).toEqual(await contents(capture))
      }),
      { numRuns: 15 }
    )
  }, 90_000)

  test('does so for a session that went on from an earlier one, with its windows, lamps and header', async () => {
    await fc.assert(
      fc.asyncProperty(life, life, async (before, steps) => {
        const { stages, known } = await lived(before)
        const settings = { '*': settingsOf(5, 3, 30) }
        const { capture } = await lived(steps, { ...plain, settings, stages, known })
        const { id } = await again(capture, {})
        expect(await contents(id)).toEqual(await contents(capture))
      }),
      { numRuns: 8 }
    )
  }, 90_000)

  test('another format, calibration, derived channel and detector change what they say, and nothing else', async () => {
    const { capture } = await lived([[({ device }) => device.send('7,8\n900,10\n11,12\n'), 30]])
    const recipe: DecodeRecipe = {
      calibration: { temp: { scale: 2, offset: 1 } },
      derived: [{ name: 'sum', unit: '', expression: 'temp+load' }],
      settings: { '*': { ...defaultChannelSettings, window: 3, anomaly: { kind: 'deviation', threshold: 400 } } }
    }
    const { id } = await again(capture, recipe)
    expect(await query(folder.path, id, 'SELECT temp, load, "sum" FROM samples')).toEqual(
      [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
        [900, 10],
        [11, 12]
      ].map(([temp, load]) => [2 * temp + 1, load, 2 * temp + 1 + load])
    )
    const anomalies = await query(folder.path, id, "SELECT channel FROM events WHERE kind = 'anomaly' ORDER BY 1")
    expect(anomalies.map(([channel]) => channel)).toEqual(['sum', 'temp'])
    const [made] = (await store.list()).filter(info => info.id === id)
    expect(made.origin).toEqual({
      kind: 'decoded',
      from: capture,
      how: 'settings of *; derived channels sum; calibration of temp'
    })
    const text = await again(capture, { format: 'labels' })
    expect(await query(folder.path, text.id, 'SELECT count(*) FROM samples')).toEqual([[0n]])
  })

  test('a capture that was decoded itself names the one to decode instead', async () => {
    const { capture } = await lived([])
    const { id } = await again(capture, {})
    await expect(again(id, {})).rejects.toMatchObject({ code: 'bad-input', remedy: `Decode ${capture} again instead.` })
  })
})
