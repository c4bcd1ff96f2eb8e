import { describe, expect, test } from 'vitest'
import type { ConnectionSummary, Device, Read } from '@main/devices/device'
import { simulatedDevice } from '@main/devices/simulated/simulated-device'
import { deviceLife } from '@main/pipeline/life'
import { SignalboxError, type ErrorCode } from '@shared/base/errors'
import { manualClock, type ManualClock } from '@shared/base/manual-clock'
import { SerialSpec, SimulatorSpec } from '@shared/model/device'
import type { StreamEvent } from '@shared/model/event'

/** What a scripted connection does next: a pause in ms, bytes, a failure, or an end. */
type Step = number | string | SignalboxError | ConnectionSummary

const refused = (code: ErrorCode, message: string = code): SignalboxError =>
  new SignalboxError(code, message, { remedy: `about ${message}` })
const gone: ConnectionSummary = { bytes: 3, reason: 'unplugged' }

interface Life {
  readonly clock: ManualClock
  readonly device: Device
  readonly ending: AbortController
  readonly done: Promise<void>
  /** What came, in short: events by kind, reads by their text. */
  story(): string[]
  events(kind: StreamEvent['kind']): StreamEvent[]
  /** When it was opened, ms from the start. */
  readonly opened: number[]
  released(): number
}

/** A life whose connections follow a script; after the last it parks for ever. */
function living(script: readonly (readonly Step[])[]): Life {
  const clock = manualClock(1_000_000)
  const opened: number[] = []
  let released = 0
  const device: Device = {
    spec: SerialSpec.parse({ kind: 'serial', path: '/dev/ttyUSB0' }),
    label: 'board',
    byteTime: 0,
    async *connect(signal): AsyncGenerator<Read, ConnectionSummary, void> {
      const steps = script[opened.length] ?? []
      opened.push(clock.now() - 1_000_000)
      try {
        if (steps[0] instanceof SignalboxError) throw steps[0]
        yield { bytes: new Uint8Array(0), time: clock.now() }
        for (const step of steps) {
          if (typeof step === 'number') await clock.sleep(step, signal)
          else if (typeof step === 'string') yield { bytes: Buffer.from(step), time: clock.now() }
          else if (step instanceof SignalboxError) throw step
          else return step
        }
        await clock.sleep(1e12, signal)
        throw new Error('it waited for ever and a day')
      } finally {
        released++
      }
    }
  }
  const ending = new AbortController()
  const items: (Read | StreamEvent)[] = []
  const done = (async () => {
    for await (const item of deviceLife(device, { clock })(ending.signal)) items.push(item)
  })()
  done.catch(() => undefined)
  const story = (): string[] => items.map(item => ('kind' in item ? item.kind : Buffer.from(item.bytes).toString()))
  const events = (kind: StreamEvent['kind']): StreamEvent[] =>
    items.filter((item): item is StreamEvent => 'kind' in item && item.kind === kind)
  return { clock, device, ending, done, story, events, opened, released: () => released }
}

describe("a device's life", () => {
  test('is connected, reads, disconnected with its summary, and after the return a gap since the last byte', async () => {
    const life = living([[100, 'abc', 400, gone], ['def']])
    await life.clock.advance(10_000)
    expect(life.story()).toEqual(['connected', 'abc', 'disconnected', 'gap', 'connected', 'def'])
    expect(life.events('disconnected')).toEqual([
      { kind: 'disconnected', time: 1_000_500, device: 'board', reason: 'unplugged', bytes: 3 }
    ])
    expect(life.events('gap')).toEqual([{ kind: 'gap', from: 1_000_100, time: 1_000_750 }])
    expect(life.events('connected')).toEqual([
      { kind: 'connected', time: 1_000_000, device: 'board' },
      { kind: 'connected', time: 1_000_750, device: 'board' }
    ])
  })

  test('a device that went away is looked for soon, then every two seconds, without a word', async () => {
    const absent = Array.from({ length: 6 }, () => [refused('not-found')])
    const life = living([['abc', 5000, gone], ...absent, ['back']])
    await life.clock.advance(60_000)
    expect(life.opened.map(time => time - 5000)).toEqual([-5000, 250, 750, 1750, 3750, 5750, 7750, 9750])
    expect(life.story()).toEqual(['connected', 'abc', 'disconnected', 'gap', 'connected', 'back'])
  })

  test('a device that was never there is told once, with what to do', async () => {
    const life = living([[refused('not-found')], [refused('not-found')], ['abc']])
    await life.clock.advance(60_000)
    expect(life.story()).toEqual(['fault', 'connected', 'abc'])
    expect(life.events('fault')).toEqual([
      {
        kind: 'fault',
        time: 1_000_000,
        place: 'device',
        code: 'not-found',
        message: 'not-found',
        remedy: 'about not-found'
      }
    ])
  })

  test('a device that keeps refusing is tried less and less, and each of its reasons is told once', async () => {
    const busy = refused('busy')
    const forbidden = refused('forbidden')
    const life = living([[busy], [busy], [forbidden], [busy], [forbidden], [busy], [busy], ['abc']])
    await life.clock.advance(100_000)
    const waits = life.opened.slice(1).map((time, index) => time - life.opened[index])
    expect(waits).toEqual([250, 500, 4000, 8000, 15_000, 15_000, 15_000])
    expect(life.story()).toEqual(['fault', 'fault', 'connected', 'abc'])
  })

  test('after a success the same reason is told again', async () => {
    const life = living([[refused('busy')], ['abc', 5000, gone], [refused('busy')]])
    await life.clock.advance(20_000)
    expect(life.story()).toEqual(['fault', 'connected', 'abc', 'disconnected', 'fault', 'gap', 'connected'])
  })

  test('a device that dies at once, again and again, is left alone longer and longer', async () => {
    const stillborn = Array.from({ length: 20 }, (): Step[] => [{ bytes: 0, reason: 'unplugged' }])
    const life = living(stillborn)
    await life.clock.advance(60_000)
    expect(life.opened.length).toBeLessThan(9)
  })

  test('an error in the middle of a connection is told, and the connection is over', async () => {
    const life = living([['abc', 2000, refused('fault', 'the bus is on fire')], ['def']])
    await life.clock.advance(10_000)
    expect(life.story()).toEqual(['connected', 'abc', 'fault', 'disconnected', 'gap', 'connected', 'def'])
    expect(life.events('disconnected')[0]).toMatchObject({ bytes: 3, reason: 'the bus is on fire' })
  })

  test('ends by the signal alone, also while it waits, and releases every connection', async () => {
    for (const script of [[['abc']], [[refused('busy')], [refused('busy')], [refused('busy')]]]) {
      const life = living(script)
      await life.clock.advance(1000)
      life.ending.abort()
      await expect(life.done).rejects.toMatchObject({ code: 'cancelled' })
      expect(life.released()).toBe(life.opened.length)
      expect(life.clock.sleeping).toBe(0)
    }
  })

  test('return() works while it is parked', async () => {
    const { device, clock, released } = living([])
    const life = deviceLife(device, { clock })(new AbortController().signal)[Symbol.asyncIterator]()
    await life.next()
    const parked = life.next().catch((error: SignalboxError) => error.code)
    await life.return?.()
    expect(await parked).toBe('cancelled')
    expect(released()).toBe(1)
  })

  test('of a simulator whose plug is pulled goes on three seconds later', async () => {
    const clock = manualClock(1_000_000)
    const spec = SimulatorSpec.parse({ kind: 'simulator', profile: 'sine', rate: 10 })
    const device = simulatedDevice(spec, { clock })
    const ending = new AbortController()
    const kinds: string[] = []
    const done = (async () => {
      for await (const item of deviceLife(device, { clock })(ending.signal)) if ('kind' in item) kinds.push(item.kind)
    })()
    done.catch(() => undefined)
    await clock.advance(1000)
    device.inject?.('disconnect', '*')
    await clock.advance(2900)
    expect(kinds).toEqual(['connected', 'disconnected'])
    await clock.advance(2000)
    expect(kinds).toEqual(['connected', 'disconnected', 'gap', 'connected'])
    ending.abort()
    await expect(done).rejects.toMatchObject({ code: 'cancelled' })
  })
})
