import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalEntry } from '@shared/model/event'
import { type EngineClient, openEngine, type OpenEngine } from '../../support/open-engine'

let open: OpenEngine
let client: EngineClient
let session = ''
beforeEach(async () => {
  open = await openEngine()
  client = open.view().client
  session = (await client.sessions.open({ device: { kind: 'serial', path: '/dev/scripted' } })).session
  await open.clock.advance(10)
})
afterEach(() => open.stop())

async function journal(): Promise<readonly JournalEntry[]> {
  for await (const { entries } of await client.journal.watch({})) return entries
  return []
}

describe('sending to a device', () => {
  it('writes text with its line end, or hex bytes, and notes it in journal and raw log', async () => {
    await client.sessions.send({ session, data: 'rate 50', ending: 'crlf' })
    await open.clock.advance(10)
    await client.sessions.send({ session, data: '41 0x42', as: 'hex', ending: 'none' })
    expect(open.device.written).toBe('rate 50\r\nAB')
    const sent = (await journal()).map(({ event }) => event).filter(({ kind }) => kind === 'sent')
    expect(sent).toMatchObject([
      { bytes: 9, text: 'rate 50\\r\\n' },
      { bytes: 2, text: 'AB' }
    ])
    const { sent: marks } = open.engine.registry.get(session).rawLog.stretch(0, 1000)
    expect(Array.from(marks)).toEqual([1, 1])
  })

  it('is possible while the device is connected', async () => {
    const canSend = (): boolean => open.engine.registry.status()[0].canSend
    expect(canSend()).toBe(true)
    open.device.unplug()
    await open.clock.advance(10)
    expect(canSend()).toBe(false)
  })

  it('refuses what is no list of hex bytes, with a remedy', async () => {
    await expect(client.sessions.send({ session, data: '4', as: 'hex' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { remedy: expect.stringContaining('01 A0 FF') }
    })
  })
})
