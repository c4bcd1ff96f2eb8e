import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mostSettings, settingsBook } from '@main/pipeline/settings-book'
import type { SessionStatus } from '@shared/model/session'
import { defaultChannelSettings } from '@shared/model/settings'
import { decodeLive } from '@shared/wire/decode-live'
import type { SplitLink } from '@shared/wire/multiplex'
import { type EngineClient, openEngine, type OpenEngine } from '../../support/open-engine'

let open: OpenEngine
let client: EngineClient
let link: SplitLink
let session = ''
beforeEach(async () => {
  open = await openEngine()
  ;({ client, link } = open.view())
  session = (await client.sessions.open({ device: { kind: 'serial', path: '/dev/scripted' } })).session
})
afterEach(() => open.stop())

async function lines(...text: readonly string[]): Promise<void> {
  open.device.send(text.map(line => line + '\n').join(''))
  await open.clock.advance(50)
}
const status = (): SessionStatus => open.engine.registry.status()[0]
const readings = (): Record<string, number | null> =>
  Object.fromEntries(status().channels.map(({ name, value }) => [name, value]))
const settings = { ...defaultChannelSettings, window: 10 }
/** Numbers JSON can carry and those it cannot, sizes nobody needs, other types. */
const odd = fc.constantFrom(
  ...[null, -1, 0, 1, 1.5, 1e308, -1e308, 2 ** 53, 4_294_967_296, '', '0', 's1', 's2', '__proto__', [], [0], [-1]],
  ...[{}, { length: 1 }, true, Array.from({ length: 5000 }, (_, at) => at), 'x'.repeat(300)]
)

describe('a page that misbehaves', () => {
  it('asks for anything on the live channel and harms neither the session nor those who ask properly', async () => {
    await lines('a,b', '1,2', '3,4')
    const answers: string[] = []
    link.live.onMessage(message => {
      if (typeof message !== 'string') answers.push(decodeLive(message).kind)
    })
    const request = fc.record(
      {
        kind: fc.constantFrom('rows', 'raw', 'range', 'follow', 'credit', 'cancel', 'constructor'),
        subscription: fc.oneof(odd, fc.constant(1)),
        session: fc.oneof(odd, fc.constant('s1')),
        channels: fc.oneof(odd, fc.constant([0, 0, 1, 77])),
        bucket: odd,
        from: odd,
        to: odd,
        after: odd,
        limit: fc.oneof(odd, fc.constant(262_144)),
        credits: fc.oneof(odd, fc.constant(64)),
        count: odd,
        interval: odd
      },
      { requiredKeys: ['kind'] }
    )
    for (const one of fc.sample(request, { numRuns: 3000, seed: 7 })) link.live.send(JSON.stringify(one))
    for (const text of ['', 'null', '[]', '{', '"rows"', 'x'.repeat(70_000)]) link.live.send(text)
    await open.clock.advance(5000)
    expect(open.log.length).toBeLessThan(20)
    answers.length = 0
    const ask = { kind: 'rows', subscription: 900, session, channels: [0], from: null, to: null, limit: 5 }
    link.live.send(JSON.stringify(ask))
    await lines('5,6')
    expect(answers).toContain('rows')
    expect(readings()).toEqual({ a: 5, b: 6 })
  })

  it('calls with anything and is told what is wrong, while the session goes on', async () => {
    await lines('a,b', '1,2', '3,4')
    const channels = { channels: fc.array(fc.record({ name: odd, unit: odd, expression: odd }), { maxLength: 3 }) }
    const condition = fc.record({
      kind: fc.constantFrom('level', 'edge', 'state', 'anomaly', '__proto__'),
      channel: odd,
      value: odd,
      direction: odd,
      light: odd
    })
    const trigger = fc.record({ id: odd, condition, mode: odd, before: odd, after: odd, holdoff: odd })
    const own = fc.oneof(odd, fc.constant('s1'))
    const calls: readonly (readonly [(input: never) => Promise<unknown>, fc.Arbitrary<unknown>])[] = [
      [client.sessions.setDerived, fc.record({ session: own, ...channels })],
      [client.sessions.setTriggers, fc.record({ session: own, triggers: fc.array(trigger, { maxLength: 3 }) })],
      [client.sessions.armTrigger, fc.record({ session: own, trigger: odd, armed: odd })],
      [
        client.sessions.send,
        fc.record({ session: own, data: odd, as: fc.constantFrom('hex', 'text', 'x'), ending: odd })
      ],
      [client.sessions.statistics, fc.record({ session: own, from: odd, to: odd, channels: odd })],
      [client.preferences.set, fc.record({ key: odd, value: odd })]
    ]
    for (const [call, inputs] of calls)
      for (const input of fc.sample(inputs, { numRuns: 40, seed: 3 })) {
        let outcome: string | undefined = 'late'
        void call(input as never).then(
          () => (outcome = 'done'),
          (error: { code?: string }) => (outcome = error.code)
        )
        await open.clock.advance(20)
        expect(['done', 'late', 'BAD_INPUT', 'NOT_FOUND', 'REFUSED']).toContain(outcome)
      }
    await open.clock.advance(2000)
    await client.sessions.setTriggers({ session, triggers: [] })
    await lines('7,8')
    expect(readings()).toMatchObject({ a: 7, b: 8 })
  })

  it('may call a channel what every object has, and finds it again', async () => {
    await lines('constructor,__proto__,toString', '1,2,3', '4,5,6')
    const names = ['constructor', '__proto__', 'toString']
    expect(status().channels.map(({ name, value }) => [name, value])).toEqual(names.map((name, at) => [name, 4 + at]))
    for (const channel of names) await client.sessions.configure({ session, channel, settings })
    await client.sessions.setDerived({
      session,
      channels: [{ name: 'hasOwnProperty', expression: 'ch("__proto__") + constructor + toString' }]
    })
    await client.sessions.setTriggers({
      session,
      triggers: [{ id: '__proto__', condition: { kind: 'level', channel: '__proto__', direction: 'above', value: 8 } }]
    })
    await lines('7,8,9', '8,9,10')
    expect(
      status()
        .channels.map(({ value, settings: own }) => [value, own.window])
        .slice(0, 3)
    ).toEqual([8, 9, 10].map(value => [value, 10]))
    expect(status().channels[3]).toMatchObject({ name: 'hasOwnProperty', value: 27 })
    expect(status().triggers[0].state).not.toBe('armed')
    const { channels } = await client.sessions.statistics({ session, from: 0, to: 2_000_000, channels: names })
    expect(channels.map(({ channel }) => channel)).toEqual(names)
    expect(({} as { window?: number }).window).toBeUndefined()
  })

  it('fills neither memory nor disk with settings of channels that do not exist', () => {
    const { all, put } = settingsBook()
    for (let at = 0; at < mostSettings; at++) put(`no${at}`, defaultChannelSettings)
    expect(() => put('one more', defaultChannelSettings)).toThrow(/4096 channels have settings of their own/)
    put('no7', { ...defaultChannelSettings, window: 7 })
    expect([Object.keys(all).length, all.no7?.window]).toEqual([mostSettings, 7])
    put('*', defaultChannelSettings)
    expect(Object.keys(all)).toEqual(['*'])
  })

  it('asks for expressions that would never end, and is refused before anything is computed', async () => {
    await lines('a,b', '1,2', '3,4')
    const set = (expression: string): Promise<unknown> =>
      client.sessions.setDerived({ session, channels: [{ name: 'x', expression }] }).then(
        () => 'done',
        (error: { code: string }) => error.code
      )
    expect(await set('mean(a, 1e9)')).toBe('BAD_INPUT')
    expect(await set(`${'('.repeat(400)}a${')'.repeat(400)}`)).toBe('BAD_INPUT')
    expect(await set(Array.from({ length: 400 }, () => 'a').join('+'))).toBe('BAD_INPUT')
    expect(await set(`${'-'.repeat(500)}a`)).toBe('BAD_INPUT')
    expect(await set('a'.repeat(2000))).toBe('BAD_INPUT')
    expect(await set('constructor.constructor("return 1")()')).toBe('BAD_INPUT')
    expect(await set('a' + '^a'.repeat(200))).toMatch(/done|BAD_INPUT/)
    await lines('2,3')
    expect(readings()).toMatchObject({ a: 2 })
  })
})
