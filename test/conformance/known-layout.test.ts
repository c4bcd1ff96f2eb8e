import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultChannelSettings } from '@shared/model/settings'
import { openEngine } from '../support/open-engine'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-layout-'))
})
afterEach(() => rm(folder, { recursive: true }))

const device = { kind: 'serial', path: '/dev/scripted' } as const
const settings = { ...defaultChannelSettings, window: 7 }

it('keeps names and settings of a device that sends its header only once, over closing and a restart', async () => {
  const first = await openEngine(folder)
  const { client } = first.view()
  const { session } = await client.sessions.open({ device })
  await first.clock.advance(100)
  first.device.send('Temp (C),load\n1,2\n3,4\n5,6\n')
  await first.clock.advance(100)
  await client.sessions.configure({ session, channel: 'Temp', settings })
  await client.sessions.close({ session })
  await first.stop()

  const second = await openEngine(folder)
  const opened = await second.view().client.sessions.open({ device })
  await second.clock.advance(100)
  second.device.send('7,8\n9,10\n11,12\n')
  await second.clock.advance(100)
  const [status] = second.engine.registry.status()
  expect(status).toMatchObject({ id: opened.session, format: { detail: 'comma, 2 names from before' } })
  expect(status!.channels.map(({ name, unit, settings: { window } }) => [name, unit, window])).toEqual([
    ['Temp', 'C', 7],
    ['load', '', 50]
  ])
  await second.stop()
})
