import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EngineClient, openEngine, type OpenEngine } from '../../support/open-engine'
import { until } from '../../support/until'
import type { SessionStatus } from '@shared/model/session'
import { decodeFrame } from '@shared/wire/frame'
import { DeviceSpec } from '@shared/model/device'

const serial = { kind: 'serial', path: '/dev/scripted' } as const
const power = { name: 'power', unit: 'W', expression: 'u * i' }

let open: OpenEngine
let client: EngineClient
let session = ''
beforeEach(async () => {
  open = await openEngine()
  client = open.view().client
  session = (await client.sessions.open({ device: serial })).session
})
afterEach(() => open.stop())

async function lines(...text: readonly string[]): Promise<void> {
  open.device.send(text.map(line => line + '\n').join(''))
  await open.clock.advance(50)
}
const status = (engine = open): SessionStatus => engine.engine.registry.status()[0]
const values = (engine = open): (readonly [string, number | null])[] =>
  status(engine).channels.map(({ name, value }) => [name, value] as const)

describe('derived channels of a session', () => {
  it('are channels like any other from the next sample on, with their own settings, and shown in live frames', async () => {
    await lines('u (V),i', '2,1', '3,1')
    await client.sessions.setDerived({ session, channels: [power, { name: 'double', expression: 'power * 2' }] })
    await lines('4,5', '6,7')
    expect(values()).toEqual([
      ['u', 6],
      ['i', 7],
      ['power', 42],
      ['double', 84]
    ])
    expect(status().channels.map(({ unit, derived }) => [unit, derived])).toEqual([
      ['V', false],
      ['', false],
      ['W', true],
      ['', true]
    ])
    expect(status().derived).toMatchObject([
      { ...power, problem: null },
      { name: 'double', problem: null }
    ])
    const { client: second, link } = open.view()
    const seen: number[][] = []
    link.live.onMessage(message => {
      if (typeof message === 'string') return
      const frame = decodeFrame(message)
      seen.push(Array.from(frame.channels[0].max.subarray(0, frame.rows)))
    })
    await second.system.info()
    link.live.send(
      JSON.stringify({ kind: 'range', subscription: 1, session, channels: [2], bucket: 1, from: 0, to: 2_000_000 })
    )
    await until('the frame is there', () => seen.length === 1)
    expect(seen[0].at(-1)).toBe(42)
  })

  it('say which channel they wait for, and begin when it comes, without moving any other', async () => {
    await client.sessions.setDerived({ session, channels: [power] })
    expect(status().derived[0].problem).toBe('u, i have not appeared')
    await lines('>u:2', '>u:3')
    expect(status().derived[0].problem).toBe('i has not appeared')
    await lines('>i:4', '>u:5', '>i:6', '>u:7')
    expect(status().derived[0].problem).toBeNull()
    await lines('>late:1', '>u:2', '>i:3', '>late:1', '>u:2')
    expect(status().channels.map(({ name, index }) => [name, index])).toEqual([
      ['u', 0],
      ['i', 1],
      ['power', 2],
      ['late', 3]
    ])
  })

  it('refuses what cannot be computed, naming the expression, the place and the remedy', async () => {
    await expect(
      client.sessions.setDerived({ session, channels: [{ ...power, expression: 'sqr(u)' }] })
    ).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: 'power = sqr(u): there is no function sqr, at character 1',
      data: { remedy: 'Write sqrt(x).' }
    })
    await expect(
      client.sessions.setDerived({ session, channels: [{ ...power, expression: 'power + 1' }] })
    ).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(status().derived).toEqual([])
  })

  it('leave the list when they are removed; their column stays, so that every number is as before', async () => {
    await lines('u,i', '2,1', '3,1')
    await client.sessions.setDerived({ session, channels: [power] })
    await lines('4,5')
    await client.sessions.setDerived({ session, channels: [] })
    await lines('4,5')
    expect(status().channels.map(({ name }) => name)).toEqual(['u', 'i'])
    await client.sessions.setDerived({ session, channels: [{ name: 'other', expression: 'u' }, power] })
    await lines('6,7')
    expect(status().channels.map(({ name, index, value }) => [name, index, value])).toEqual([
      ['u', 0, 6],
      ['i', 1, 7],
      ['power', 2, 42],
      ['other', 3, 6]
    ])
  })

  it('are remembered for the device and in force from its first sample on', async () => {
    await client.sessions.setDerived({ session, channels: [power] })
    await client.sessions.setTriggers({
      session,
      triggers: [
        { id: 'a', condition: { kind: 'level', channel: 'power', direction: 'above', value: 10 } },
        { id: 'b', condition: { kind: 'anomaly', channel: '*' }, mode: 'normal' }
      ]
    })
    await client.sessions.armTrigger({ session, trigger: 'a', armed: false })
    await open.engine.registry.checkpoint()
    const second = await openEngine(open.folder)
    second.engine.registry.open(DeviceSpec.parse(serial), 'auto')
    second.device.send('u,i\n2,3\n4,5\n')
    await second.clock.advance(50)
    expect(values(second)).toContainEqual(['power', 20])
    expect(status(second).channels[2].mean).toBe(13)
    expect(status(second).triggers.map(({ settings: { id }, state }) => [id, state])).toEqual([
      ['a', 'stopped'],
      ['b', 'armed']
    ])
    await second.stop()
  })
})
