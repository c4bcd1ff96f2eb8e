import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ORPCError } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultChannelSettings } from '@shared/model/settings'
import { decodeFrame } from '@shared/wire/frame'
import { usualBudget } from '@shared/model/recording-budget'
import { type EngineClient, openEngine, type OpenEngine } from '../support/open-engine'
import { until } from '../support/until'

const serial = { kind: 'serial', path: '/dev/scripted' } as const

let open: OpenEngine
let client: EngineClient
beforeEach(async () => {
  open = await openEngine()
  client = open.view().client
})
afterEach(() => open.stop())

async function failureOf(call: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  const error = await call.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason
  )
  if (error instanceof ORPCError) return error
  throw error
}

/** What a stream says first; it is ended then. */
async function firstOf<Value>(stream: Promise<AsyncIterable<Value>>): Promise<Value> {
  for await (const value of await stream) return value
  throw new Error('the stream ended without a word')
}

describe('the contract', () => {
  it('answers who the engine is', async () => {
    expect(await client.system.info()).toMatchObject({ version: '1.2.3', dataFolder: open.folder })
  })

  it('streams what can be opened', async () => {
    for await (const { ports } of await client.devices.watch()) {
      expect(ports.map(({ path }) => path)).toEqual(['/dev/scripted'])
      break
    }
  })

  it('puts a mark into the journal, at the time it was thought of', async () => {
    const { session } = await client.sessions.open({ device: serial })
    await client.sessions.mark({ session, label: ' door opened ', ago: 0 })
    expect(await failureOf(client.sessions.mark({ session, label: ' ' }))).toMatchObject({ code: 'BAD_INPUT' })
    expect(await failureOf(client.sessions.mark({ session: 'none', label: 'x' }))).toMatchObject({ code: 'NOT_FOUND' })
    for await (const { entries } of await client.journal.watch({})) {
      const marks = entries.filter(({ event }) => event.kind === 'mark')
      expect(marks).toMatchObject([{ session, event: { label: 'door opened', time: open.clock.now() } }])
      break
    }
  })

  it('keeps a budget, refuses one that makes no sense, and says it with the captures', async () => {
    expect(await firstOf(client.captures.watch())).toEqual({ captures: [], budget: usualBudget })
    await client.captures.setBudget({ days: 30, bytes: null })
    expect(await firstOf(client.captures.watch())).toMatchObject({ budget: { days: 30, bytes: null } })
    for (const bad of [
      { days: -1, bytes: null },
      { days: null, bytes: 10 },
      { days: NaN, bytes: null }
    ])
      expect(await failureOf(client.captures.setBudget(bad))).toMatchObject({ code: 'BAD_INPUT' })
  })

  it('refuses words, tags and looks beyond their bounds', async () => {
    const { annotate, overview } = client.captures
    for (const change of [{ name: 'x'.repeat(201) }, { tags: ['two words'] }, { bookmarks: [{ time: 1, label: '' }] }])
      expect(await failureOf(annotate({ capture: 'c1', change }))).toMatchObject({ code: 'BAD_INPUT' })
    const look = { capture: 'c1', channels: ['a'], from: 0, to: 1, buckets: 10 }
    for (const bad of [{ buckets: 5000 }, { channels: [] }, { from: Infinity }])
      expect(await failureOf(overview({ ...look, ...bad }))).toMatchObject({ code: 'BAD_INPUT' })
    expect(await failureOf(overview(look))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('refuses a view more event streams than a page needs, and takes new ones when others have ended', async () => {
    const streams = await Promise.all(Array.from({ length: 16 }, () => client.sessions.watch()))
    await Promise.all(streams.map(stream => stream.next()))
    expect(await failureOf(client.journal.watch({}))).toMatchObject({ code: 'REFUSED', data: { code: 'busy' } })
    expect(await firstOf(open.view().client.devices.watch())).toMatchObject({ problem: null })
    await streams[0]!.return?.()
    await until('a stream has ended', async () => {
      try {
        await client.devices.watch()
        return true
      } catch {
        return false
      }
    })
    for (const stream of streams) await stream.return?.()
  })

  it('opens a device once, streams its sessions and closes it', async () => {
    const { session } = await client.sessions.open({ device: serial })
    const again = await failureOf(client.sessions.open({ device: { ...serial, baudRate: 9600 } }))
    expect(again).toMatchObject({ code: 'REFUSED', data: { code: 'busy' } })
    const snapshots = await client.sessions.watch()
    const first = await snapshots.next()
    expect(first.value).toMatchObject([{ id: session, address: 'serial:/dev/scripted@115200' }])
    await client.sessions.close({ session })
    const rest = (async () => {
      for await (const snapshot of snapshots) if (snapshot.length === 0) return 'empty'
      return 'ended'
    })()
    await open.clock.advance(1000)
    expect(await rest).toBe('empty')
  })

  it('refuses input that is not valid, naming the field and saying what to do', async () => {
    const error = await failureOf(client.sessions.open({ device: { ...serial, baudRate: -3 } }))
    expect(error).toMatchObject({ code: 'BAD_INPUT', data: { code: 'bad-input' } })
    expect(error.message).toContain('device.baudRate')
    const settings = { ...defaultChannelSettings, window: 0 }
    const wrong = await failureOf(client.sessions.configure({ session: 's1', channel: 'a', settings }))
    expect(wrong.message).toContain('settings.window')
  })

  it('says which session there is not', async () => {
    const error = await failureOf(client.sessions.close({ session: 's99' }))
    expect(error).toMatchObject({ code: 'NOT_FOUND', data: { message: 'there is no session "s99"' } })
  })

  it('refuses a fault for a device that is no simulator', async () => {
    const { session } = await client.sessions.open({ device: serial })
    const error = await failureOf(client.sessions.inject({ session, fault: 'spike' }))
    expect(error).toMatchObject({ code: 'REFUSED', data: { code: 'forbidden' } })
  })

  it('resumes the journal after the entry a view knows', async () => {
    const { session } = await client.sessions.open({ device: serial })
    open.device.send('1,2\n')
    await open.clock.advance(20)
    const journal = await firstOf(client.journal.watch({}))
    expect(journal.entries.map(({ event }) => event.kind)).toEqual(['recording', 'connected'])
    await client.sessions.close({ session })
    const resumed = await firstOf(client.journal.watch({ after: 2 }))
    expect(resumed.entries.map(({ event }) => event.kind)).toEqual(['format', 'channels', 'ended', 'recording'])
  })

  it('keeps no recording of a device that never said a word', async () => {
    const silent = await client.sessions.open({ device: serial })
    await open.clock.advance(20)
    await client.sessions.close(silent)
    expect(open.removedCaptures).toEqual(['c1'])
    const heard = await client.sessions.open({ device: serial })
    open.device.send('1,2\n')
    await open.clock.advance(20)
    await client.sessions.close(heard)
    expect(open.removedCaptures).toEqual(['c1'])
  })

  it('exports for download under a name nobody can guess', async () => {
    const steps = []
    for await (const step of await client.captures.export({ capture: 'c1', format: 'csv' })) steps.push(step)
    expect(steps.map(({ phase }) => phase)).toEqual(['running', 'running', 'running', 'running', 'done'])
    const done = steps.at(-1)
    const [, ticket, name] =
      /^\/download\/([0-9a-f]{64})\/(.+)$/.exec(done?.phase === 'done' ? String(done.url) : '') ?? []
    expect(existsSync(join(open.engine.exportsFolder, ticket, name))).toBe(true)
  })

  it('writes where the user chose, once, and nowhere else', async () => {
    const path = join(open.folder, 'chosen.csv')
    const grant = 'ab'.repeat(32)
    open.engine.grants.add(grant, path)
    for await (const step of await client.captures.export({ capture: 'c1', format: 'csv', grant }))
      if (step.phase === 'done') expect(step.path).toBe(path)
    expect(existsSync(path)).toBe(true)
    const again = (async () => {
      for await (const step of await client.captures.export({ capture: 'c1', format: 'csv', grant }))
        expect(step).toBeNull()
    })()
    expect(await failureOf(again)).toMatchObject({ code: 'REFUSED', data: { code: 'forbidden' } })
  })

  it('cancels an export whose stream is ended early and leaves no file', async () => {
    for await (const step of await client.captures.export({ capture: 'c1', format: 'csv' })) {
      expect(step.phase).toBe('running')
      break
    }
    await until('the export was cancelled', () => open.cancelledExports.length === 1)
    await until('its folder is gone', () => readdirSync(open.engine.exportsFolder).length === 0)
  })

  it('says which capture there is not', async () => {
    const run = (async () => {
      for await (const step of await client.captures.export({ capture: 'c2', format: 'csv' })) expect(step).toBeNull()
    })()
    expect(await failureOf(run)).toMatchObject({ code: 'NOT_FOUND', data: { remedy: 'List them.' } })
  })

  it('carries live frames beside the calls', async () => {
    const { client: second, link } = open.view()
    const frames: number[] = []
    link.live.onMessage(message => {
      if (typeof message !== 'string') frames.push(decodeFrame(message).rows)
    })
    const { session } = await second.sessions.open({ device: serial })
    open.device.send('a,b\n1,2\n3,4\n5,6\n')
    await open.clock.advance(50)
    const request = { kind: 'range', subscription: 1, session, channels: [], bucket: 1, from: 0, to: 2_000_000 }
    link.live.send(JSON.stringify(request))
    await until('the frame is there', () => frames.length === 1)
    expect(frames).toEqual([1])
  })
})

describe('an engine that was restarted', () => {
  it('opens what was open, with the settings it had', async () => {
    const { session } = await client.sessions.open({ device: serial })
    const settings = { ...defaultChannelSettings, window: 7 }
    await client.sessions.configure({ session, channel: 'a', settings })
    await open.engine.registry.checkpoint()
    const second = await openEngine(open.folder)
    second.engine.registry.resume()
    expect(second.engine.registry.status()).toMatchObject([{ address: 'serial:/dev/scripted@115200' }])
    second.device.send('a,b\n1,2\n3,4\n5,6\n')
    await second.clock.advance(100)
    expect(second.engine.registry.status()[0].channels.map(({ settings: { window } }) => window)).toEqual([7, 50])
    await second.stop()
  })

  it('opens nothing after a clean stop', async () => {
    await client.sessions.open({ device: serial })
    await open.engine.registry.closeAll()
    const second = await openEngine(open.folder)
    second.engine.registry.resume()
    expect(second.engine.registry.status()).toEqual([])
    await second.stop()
  })
})
