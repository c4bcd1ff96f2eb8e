import { describe, expect, it } from 'vitest'
import { SignalboxError } from '@shared/base/errors'
import { type ManualClock, manualClock } from '@shared/base/manual-clock'
import type { JournalEntry } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import { type ChannelSettings, defaultChannelSettings } from '@shared/model/settings'
import { createJournal } from '@main/pipeline/journal'
import type { Conditions } from '@main/pipeline/processor'
import { type Session, startSession } from '@main/pipeline/session'
import { quietRecorder } from '../../support/quiet-recorder'
import { type ScriptedDevice, scriptedDevice } from '../../support/scripted-device'

interface Bench {
  readonly clock: ManualClock
  readonly device: ScriptedDevice
  readonly session: Session
  readonly recorded: Item[]
  readonly closed: () => boolean
  /** The journal so far. */
  events(): Promise<JournalEntry[]>
  /** Sends lines as one read and lets them pass. */
  lines(...lines: readonly string[]): Promise<void>
}

const plain: Conditions = { format: 'auto', byteTime: 0, settings: {}, derived: [], triggers: [] }

async function bench(settings: Record<string, ChannelSettings> = {}, stages?: unknown): Promise<Bench> {
  const clock = manualClock(1_000_000)
  const device = scriptedDevice(clock)
  const journal = createJournal(clock)
  const recorded: Item[] = []
  let closed = false
  const recorder = quietRecorder({
    onItem: item =>
      recorded.push(item.kind === 'batch' ? { ...item, value: item.value.map(column => column.slice()) } : item),
    onClose: () => (closed = true)
  })
  const session = startSession({
    id: 's1',
    device,
    conditions: { ...plain, settings, stages },
    resumed: stages === undefined ? undefined : { seenUntil: 990_000 },
    recorder,
    journal,
    clock
  })
  await clock.advance(0)
  return {
    clock,
    device,
    session,
    recorded,
    closed: () => closed,
    async events() {
      const first = await journal.watch(0, new AbortController().signal).next()
      return first.value ? [...first.value.entries] : []
    },
    async lines(...lines) {
      device.send(lines.map(line => line + '\n').join(''))
      await clock.advance(20)
    }
  }
}

const header = ['temp (C),load', '20,1', '21,2', '22,3']

describe('a session', () => {
  it('finds the format, the channels and the latest values by itself', async () => {
    const { session, lines } = await bench()
    await lines(...header)
    const { phase, format, channels, samples, bytes } = session.status()
    expect(phase).toBe('live')
    expect(format.name).toBe('separated')
    expect(samples).toBe(3)
    expect(bytes).toBe(29)
    expect(channels.map(({ name, unit, value, mean }) => [name, unit, value, mean])).toEqual([
      ['temp', 'C', 22, 21],
      ['load', '', 3, 2]
    ])
  })

  it('records the raw bytes before anything else, and every batch and event', async () => {
    const { recorded, lines, session, closed } = await bench()
    await lines(...header)
    await session.close()
    const kinds = recorded.map(({ kind }) => kind)
    expect(kinds[0]).toBe('connected')
    expect(kinds.indexOf('chunk')).toBeLessThan(kinds.indexOf('batch'))
    expect(kinds.at(-1)).toBe('ended')
    expect(recorded.filter(({ kind }) => kind === 'ended')).toHaveLength(1)
    expect(closed()).toBe(true)
  })

  it('sends settings into the running stages: a longer window keeps the last samples, from a known sample on', async () => {
    const window = (samples: number): ChannelSettings => ({ ...defaultChannelSettings, window: samples })
    const { session, lines, recorded } = await bench({ '*': window(2) })
    await lines('a,b', '1,0', '2,0', '3,0', '4,0')
    expect(session.status().channels[0].mean).toBe(3.5)
    session.configure('a', window(4))
    await lines('5,0', '6,0')
    expect(session.status().channels[0].mean).toBe((3 + 4 + 5 + 6) / 4)
    expect(recorded.find(({ kind }) => kind === 'settings')).toMatchObject({ channel: 'a', sample: 4 })
    expect(session.status().channels.map(({ settings }) => settings.window)).toEqual([4, 2])
  })

  it('says that the device went away, keeps looking, and marks the gap when it is back', async () => {
    const { session, device, lines, clock, events } = await bench()
    await lines(...header)
    device.failNext(new SignalboxError('not-found', 'it is not there', { remedy: 'Plug it in.' }))
    device.unplug()
    await clock.advance(100)
    expect(session.status()).toMatchObject({ phase: 'waiting', problem: { code: 'disconnected' } })
    await clock.advance(10_000)
    await lines('23,4')
    expect(session.status()).toMatchObject({ phase: 'live', problem: null, samples: 4 })
    expect(device.connections).toBe(2)
    const kinds = (await events()).map(({ event }) => event.kind)
    expect(kinds.indexOf('disconnected')).toBeLessThan(kinds.indexOf('gap'))
    expect(session.history.query({ from: 0, to: Infinity, bucket: 1, channels: [0] }).gap.at(-1)).toBe(1)
  })

  it('shows why a device cannot be opened, and goes on trying', async () => {
    const clock = manualClock(0)
    const device = scriptedDevice(clock)
    device.failNext(new SignalboxError('forbidden', 'no permission', { remedy: 'Join the group dialout.' }))
    const recorder = quietRecorder()
    const session = startSession({
      id: 's',
      device,
      conditions: plain,
      recorder,
      journal: createJournal(clock),
      clock
    })
    await clock.advance(0)
    expect(session.status()).toMatchObject({
      phase: 'failed',
      problem: { code: 'forbidden', remedy: 'Join the group dialout.' }
    })
    await clock.advance(60_000)
    expect(session.status()).toMatchObject({ phase: 'live', problem: null })
  })

  it('counts rejected lines by reason and keeps them to look at; none becomes a channel', async () => {
    const { session, lines } = await bench()
    await lines(...header, 'oops,4', '1,2,3', '23,5')
    const { rejected, rejectedByReason, channels, samples } = session.status()
    expect(samples).toBe(4)
    expect(rejected).toBe(2)
    expect(rejectedByReason).toEqual({ 'not-a-number': 1, 'wrong-field-count': 1 })
    expect(channels.map(({ name }) => name)).toEqual(['temp', 'load'])
    expect(session.rejects(10).map(({ text }) => text)).toEqual(['oops,4', '1,2,3'])
  })

  it('goes on from a checkpoint with its windows, and without one from another version', async () => {
    const first = await bench()
    await first.lines(...header)
    const checkpoint: unknown = JSON.parse(JSON.stringify(first.session.checkpoint()))
    const second = await bench({}, checkpoint)
    await second.lines('temp (C),load', '23,4', '24,5', '25,6')
    expect(second.session.status().channels[0].mean).toBe((20 + 21 + 22 + 23 + 24 + 25) / 6)
    expect((await second.events()).find(({ event }) => event.kind === 'gap')?.event).toMatchObject({ from: 990_000 })
    expect(second.session.history.query({ from: 0, to: Infinity, bucket: 1, channels: [0] }).gap[0]).toBe(1)
    const third = await bench({}, { version: 99 })
    await third.lines('temp (C),load', '23,4', '24,5', '25,6')
    expect(third.session.status().channels[0].mean).toBe(24)
  })
})
