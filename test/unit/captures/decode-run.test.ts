import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaptureInfo } from '@shared/model/capture'
import type { DecodeRecipe } from '@shared/model/decode'
import { defaultChannelSettings } from '@shared/model/settings'
import type { FolderCaptureStore } from '@main/captures'
import { capturesFolder } from '@main/captures/paths'
import { lines, livedSession } from '../../support/lived-session'
import { openStore, query, temporaryFolder } from './temporary-store'

const folder = temporaryFolder()
let store: FolderCaptureStore
let capture: string
beforeAll(async () => {
  store = await openStore(folder.path)
  capture = await livedSession(store, [
    ({ device }) => device.send(lines(50)),
    ({ session }) => session.configure('temp', { ...defaultChannelSettings, window: 7, band: 2 }),
    ({ device }) => device.send(lines(50, 50))
  ])
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

async function decoded(recipe: DecodeRecipe): Promise<CaptureInfo> {
  const run = store.decodeAgain({ capture, recipe }, new AbortController().signal)
  for (;;) {
    const step = await run.next()
    if (step.done) return step.value
  }
}

describe('decoding again through the store', { timeout: 60_000 }, () => {
  test('makes a capture that is listed', async () => {
    const made = await decoded({ calibration: { temp: { scale: 10, offset: 0 } } })
    expect((await store.list()).find(({ id }) => id === made.id)).toEqual(made)
    expect(made).toMatchObject({
      status: 'complete',
      samples: 100,
      bytes: 0,
      origin: { kind: 'decoded', from: capture }
    })
  })

  test('changes windows, detectors and limits on top of what was set live, and nothing else', async () => {
    const limits = { ...defaultChannelSettings.lights, red: { low: null, high: 0.5 } }
    const { id } = await decoded({ window: 3, lights: { temp: limits } })
    const settings = await query(folder.path, id, "SELECT data FROM events WHERE kind = 'settings'")
    expect(settings.map(([data]) => JSON.parse(String(data)) as unknown)).toMatchObject([
      { channel: 'temp', settings: { window: 3, band: 2, lights: limits } }
    ])
    const states = "SELECT count(*) FROM events WHERE kind = 'state'"
    expect(await query(folder.path, capture, states)).toEqual([[0n]])
    expect(Number((await query(folder.path, id, states))[0][0])).toBeGreaterThan(5)
  })

  test('that is cancelled leaves nothing behind', async () => {
    const before = readdirSync(capturesFolder(folder.path)).length
    const ending = new AbortController()
    const run = store.decodeAgain({ capture, recipe: {} }, ending.signal)
    const running = run.next()
    ending.abort()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(capturesFolder(folder.path))).toHaveLength(before)
  })
})
