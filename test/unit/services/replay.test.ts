import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { type ManualClock, manualClock } from '@shared/base/manual-clock'
import type { ReplaySpec } from '@shared/model/device'
import type { StreamEvent } from '@shared/model/event'
import type { ReplayStatus } from '@shared/model/replay'
import { defaultChannelSettings } from '@shared/model/settings'
import type { FolderCaptureStore } from '@main/captures'
import type { CaptureStore } from '@main/captures/store'
import type { Session } from '@main/pipeline/session'
import { Replay } from '@main/services/replay'
import { until } from '../../support/until'
import { keepingJournal, life, lived, type Step } from '../captures/recorded-life'
import { openStore, recordOptions, temporaryFolder } from '../captures/temporary-store'

const folder = temporaryFolder()
let store: FolderCaptureStore
beforeAll(async () => {
  store = await openStore(folder.path)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

interface Playing {
  readonly replay: Replay
  readonly clock: ManualClock
  readonly events: StreamEvent[]
  readonly replaced: string[]
  status(): ReplayStatus
  /** Lets time pass until the condition holds. */
  go(what: string, condition: (status: ReplayStatus) => boolean, step?: number): Promise<void>
}

async function playing(
  capture: string,
  over: Partial<ReplaySpec> = {},
  { streams = store.streams, warmUp }: { streams?: CaptureStore['streams']; warmUp?: number } = {}
): Promise<Playing> {
  const clock = manualClock(50_000_000)
  const journal = keepingJournal()
  const replaced: string[] = []
  let names = 0
  const replay = await Replay.open(
    {
      spec: { kind: 'replay', capture, speed: 1, loop: false, ...over },
      store: { reader: store.reader, streams },
      journal,
      clock,
      warmUp,
      newId: () => `r${++names}`,
      onReplaced: (before, after) => replaced.push(`${before.id} ${after.id}`),
      onFailure: error => expect(error).toBeUndefined()
    },
    new AbortController().signal
  )
  const status = (): ReplayStatus => replay.session.status().replay!
  return {
    replay,
    clock,
    events: journal.events,
    replaced,
    status,
    go: (what, condition, step = 10) =>
      until(what, async () => {
        await clock.advance(step)
        return condition(status())
      })
  }
}

/** Everything a view can be shown of a session, to the last bit. */
function results({ history }: Session): unknown {
  const channels = history.table.map(({ index }) => index)
  const [from, to] = [history.oldest - 1, history.newest]
  return {
    table: history.table,
    rows: history.rows({ from, to, after: null, limit: 100_000, channels }),
    buckets: history.query({ from, to, bucket: 1, channels })
  }
}

const moment = fc.tuple(
  fc.constantFrom('pause', 'resume', 'step', 'slow', 'fast', 'nothing'),
  fc.integer({ min: 0, max: 300 })
)

const steady: (readonly [Step, number])[] = Array.from({ length: 50 }, (_, index) => [
  ({ device }) => device.send(`${index},${-index}\n`),
  100
])

describe('a replay', () => {
  test('gives the rows, states and events of the live run bit for bit, at any speed, paused and stepped at any time', async () => {
    await fc.assert(
      fc.asyncProperty(life, fc.array(moment, { maxLength: 12 }), async (steps, moments) => {
        const live = await lived(store, steps)
        const { replay, clock, go, events, status } = await playing(live.capture)
        for (const [what, pause] of moments) {
          if (what === 'slow' || what === 'fast')
            await replay.act({ kind: 'speed', speed: what === 'slow' ? 0.1 : 1000 })
          else if (status().ended) break
          else if (what === 'step' || what === 'pause' || what === 'resume') await replay.act({ kind: what })
          await clock.advance(pause)
        }
        await replay.act({ kind: 'speed', speed: 1000 })
        if (!status().ended) await replay.act({ kind: 'resume' })
        await go('it has ended', ({ ended }) => ended)
        expect(events).toEqual(live.events)
        expect(results(replay.session)).toEqual(results(live.session))
        expect(replay.session.status().rejected).toBe(live.session.status().rejected)
        await replay.close()
      }),
      { numRuns: 12 }
    )
  }, 90_000)

  test('keeps the recorded pace, times its speed', async () => {
    const { capture } = await lived(store, steady)
    const { replay, clock, status, go } = await playing(capture)
    const values = (): number => replay.session.status().samples
    await go('it has begun', () => values() > 5, 10)
    const [before, position] = [values(), status().position]
    await clock.advance(1000)
    expect(values() - before).toBe(10)
    expect(status().position - position).toBeCloseTo(1000, 6)
    await replay.act({ kind: 'speed', speed: 0.1 })
    await clock.advance(10_000)
    expect(values() - before).toBe(20)
    await replay.act({ kind: 'speed', speed: 10 })
    await clock.advance(100)
    expect(values() - before).toBe(30)
    await replay.close()
  })

  test('stands still while it is paused, and goes on by one chunk or so many milliseconds when stepped', async () => {
    const { capture } = await lived(store, steady)
    const { replay, clock, status, go } = await playing(capture)
    const values = (): number => replay.session.status().samples
    await go('it has begun', () => values() > 5)
    await replay.act({ kind: 'pause' })
    const [before, position] = [values(), status().position]
    await clock.advance(60_000)
    expect(values()).toBe(before)
    expect(status()).toMatchObject({ position, paused: true, trueSpeed: null })
    await replay.act({ kind: 'step' })
    await go('a row more', () => values() === before + 1)
    await clock.advance(60_000)
    expect(values()).toBe(before + 1)
    const { position: stepped } = status()
    await replay.act({ kind: 'step', milliseconds: 1000 })
    await go('ten rows more', () => values() === before + 11)
    await clock.advance(60_000)
    expect(values()).toBe(before + 11)
    expect(status().position).toBeCloseTo(stepped + 1000, 6)
    await replay.close()
  })

  test('ends paused with everything to be looked at, and begins anew when it is resumed', async () => {
    const { capture } = await lived(store, steady)
    const { replay, go, replaced, status, events } = await playing(capture, { speed: 1000 })
    await go('it has ended', ({ ended }) => ended)
    expect(replay.session.status()).toMatchObject({ phase: 'live', samples: 53, recording: null })
    expect(status()).toMatchObject({ paused: true, position: status().to })
    const told = events.length
    await replay.act({ kind: 'resume' })
    expect(replaced).toEqual(['r1 r2'])
    await go('it has ended again', ({ ended }) => ended)
    expect(events.slice(told)).toEqual(events.slice(0, told))
    await replay.close()
  })

  test('goes round and round until that is switched off', async () => {
    const { capture } = await lived(store, steady)
    const { replay, go, replaced } = await playing(capture, { speed: 1000, loop: true })
    await go('it has gone round', () => replaced.length > 1, 100)
    await replay.act({ kind: 'loop', loop: false })
    await go('it has ended', ({ ended }) => ended, 100)
    await replay.close()
  })

  test('jumps backwards and forwards: values, windows and lamps are those of the live run, and what is behind can be seen', async () => {
    const red = { ...defaultChannelSettings.lights, red: { low: null, high: 20 } }
    const limits: Step = ({ session }) =>
      session.configure('temp', { ...defaultChannelSettings, window: 5, lights: red })
    const live = await lived(store, [[limits, 100], ...steady])
    const { replay, go, replaced, events, status } = await playing(live.capture, { speed: 1000 })
    await go('it has ended', ({ ended }) => ended)
    const whole = results(replay.session)
    const [channel] = replay.session.status().channels
    for (const value of [40, 30, 45, 10, 25]) {
      const told = events.length
      await replay.act({ kind: 'seek', time: 1_000_130 + 100 * value + 1 })
      expect(status().paused).toBe(true)
      const [temp] = replay.session.status().channels
      expect(temp).toMatchObject({ name: 'temp', value, light: value > 20 ? 'red' : 'green' })
      expect(temp.settings).toEqual(channel.settings)
      expect(events.length).toBe(told)
    }
    expect(replaced).toEqual(['r1 r2', 'r2 r3', 'r3 r4', 'r4 r5', 'r5 r6'])
    expect(replay.session.status()).toMatchObject({ samples: 0, bytes: 0, rejected: 0 })
    await replay.act({ kind: 'resume' })
    await go('it has ended', ({ ended }) => ended)
    expect(results(replay.session)).toEqual(whole)
    await replay.close()
  })

  test('comes in deep in a long capture with names, settings, windows and lamps as they were', async () => {
    const red = { ...defaultChannelSettings.lights, red: { low: null, high: 20 } }
    const limits: Step = ({ session }) =>
      session.configure('temp', { ...defaultChannelSettings, window: 3, lights: red })
    const derived: Step = ({ session }) => session.setDerived([{ name: 'twice', unit: '', expression: 'temp*2' }])
    const live = await lived(store, [[limits, 100], [derived, 0], ...steady, ...steady, ...steady])
    const { replay, go } = await playing(live.capture, {}, { warmUp: 200 })
    await replay.act({ kind: 'seek', time: 1_000_130 + 100 * 140 + 1 })
    const [temp, load, twice] = replay.session.status().channels
    expect(temp).toMatchObject({ name: 'temp', value: 40, mean: 39, light: 'red' })
    expect(load).toMatchObject({ name: 'load', value: -40, light: 'green' })
    expect(twice).toMatchObject({ name: 'twice', value: 80, derived: true })
    expect(replay.session.status()).toMatchObject({ samples: 0, rejected: 0, firstSample: 1_000_000 })
    await replay.act({ kind: 'speed', speed: 1000 })
    await replay.act({ kind: 'resume' })
    await go('it has ended', ({ ended }) => ended)
    const { history: whole } = live.session
    const { history } = replay.session
    const rows = { to: whole.newest, after: null, limit: 1000, channels: [0, 1, 2] }
    const [played, were] = [history, whole].map(of => of.rows({ from: whole.newest - 950, ...rows }))
    expect({ ...played, first: 0 }).toEqual({ ...were, first: 0 })
    await replay.close()
  })

  test('of many jumps at once makes the last', async () => {
    const { capture } = await lived(store, steady)
    const { replay, replaced, status, go } = await playing(capture)
    const { from } = status()
    await Promise.all([1, 2, 3, 4].map(second => replay.act({ kind: 'seek', time: from + 1000 * second })))
    expect(replaced.length).toBeLessThanOrEqual(2)
    expect(status().position).toBeCloseTo(from + 4000, 6)
    await replay.act({ kind: 'seek', time: -1e300 })
    expect(status().position).toBe(from)
    await replay.act({ kind: 'seek', time: 1e300 })
    expect(status().position).toBe(status().to)
    await replay.act({ kind: 'pause' })
    await Promise.all([
      replay.act({ kind: 'seek', time: from + 2000 }),
      replay.act({ kind: 'step', milliseconds: 500 })
    ])
    await go('it has stepped from there', ({ position }) => Math.abs(position - from - 2500) < 1e-3)
    await replay.act({ kind: 'seek', time: from })
    expect(replay.session.status().channels.length).toBe(2)
    await replay.close()
  })

  test('obeys what is set during it from then on, also after a jump', async () => {
    const limits: Step = ({ session }) => session.configure('*', { ...defaultChannelSettings, window: 3 })
    const { capture } = await lived(store, [...steady.slice(0, 20), [limits, 100], ...steady.slice(20)])
    const { replay, go } = await playing(capture)
    await go('it has begun', () => replay.session.status().samples > 5)
    replay.session.configure('temp', { ...defaultChannelSettings, window: 7 })
    replay.hold('settings')
    await replay.act({ kind: 'speed', speed: 1000 })
    await go('it has ended', ({ ended }) => ended)
    expect(replay.session.settings.temp.window).toBe(7)
    await replay.act({ kind: 'seek', time: 0 })
    expect(replay.session.settings.temp.window).toBe(7)
    await replay.close()
  })

  test('lets go of its capture when it is closed', async () => {
    const { capture } = await lived(store, steady)
    const { replay, go } = await playing(capture)
    await go('it has begun', () => replay.session.status().samples > 5)
    await replay.close()
    expect(replay.session.status().phase).toBe('closed')
    await until('the capture can be removed', () =>
      store.remove(capture).then(
        () => true,
        () => false
      )
    )
  })

  test('says why when its capture cannot be read on, and keeps what it has', async () => {
    const { capture } = await lived(store, steady)
    let pages = 0
    const streams: CaptureStore['streams'] = {
      ...store.streams,
      page(place, _maximum, signal) {
        if (++pages > 3) return Promise.reject(new Error('the disk is gone'))
        return store.streams.page(place, 100, signal)
      }
    }
    const { replay, go } = await playing(capture, { speed: 1000 }, { streams })
    await go('it has failed', () => replay.session.status().phase === 'failed')
    expect(replay.session.status()).toMatchObject({ problem: { message: 'the disk is gone' } })
    expect(replay.session.status().samples).toBeGreaterThan(0)
    await replay.close()
  })

  test('refuses what is no capture, holds no bytes, or is being recorded', async () => {
    await expect(playing('nothing-there')).rejects.toMatchObject({ code: 'not-found' })
    const { capture } = await lived(store, [])
    const { streams } = store
    await expect(streams.outline('../../etc/passwd', new AbortController().signal)).rejects.toMatchObject({
      code: 'not-found'
    })
    const recorder = store.record(recordOptions)
    await expect(playing(recorder.capture)).rejects.toMatchObject({ code: 'busy' })
    await recorder.close()
    await expect(playing(recorder.capture)).rejects.toMatchObject({ code: 'bad-input' })
    await store.remove(recorder.capture)
    await store.remove(capture)
  })
})
