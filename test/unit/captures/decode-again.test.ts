import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { systemClock } from '@shared/base/clock'
import { defaultChannelSettings } from '@shared/model/settings'
import type { FolderCaptureStore } from '@main/captures'
import { decodeAgain } from '@main/captures/decode/decode-again'
import type { DecodeRecipe } from '@main/captures/decode/recipe'
import { capturesFolder } from '@main/captures/paths'
import { life, lived, plain, settingsOf } from './recorded-life'
import { openStore, query, temporaryFolder } from './temporary-store'

const folder = temporaryFolder()
let store: FolderCaptureStore
beforeAll(async () => {
  store = await openStore(folder.path)
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

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

describe('decoding a capture again', () => {
  test('gives the same samples, states and events bit for bit, whatever happened while it was recorded', async () => {
    await fc.assert(
      fc.asyncProperty(life, async steps => {
        const { capture } = await lived(store, steps)
        const { id } = await again(capture, {})
        expect(await contents(id)).toEqual(await contents(capture))
      }),
      { numRuns: 15 }
    )
  }, 90_000)

  test('does so for a session that went on from an earlier one, with its windows, lamps and header', async () => {
    await fc.assert(
      fc.asyncProperty(life, life, async (before, steps) => {
        const { stages, known } = await lived(store, before)
        const settings = { '*': settingsOf(5, 3, 30) }
        const { capture } = await lived(store, steps, { ...plain, settings, stages, known })
        const { id } = await again(capture, {})
        expect(await contents(id)).toEqual(await contents(capture))
      }),
      { numRuns: 8 }
    )
  }, 90_000)

  test('another format, calibration, derived channel and detector change what they say, and nothing else', async () => {
    const { capture } = await lived(store, [[({ device }) => device.send('7,8\n900,10\n11,12\n'), 30]])
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
    const { capture } = await lived(store, [])
    const { id } = await again(capture, {})
    await expect(again(id, {})).rejects.toMatchObject({ code: 'bad-input', remedy: `Decode ${capture} again instead.` })
  })
})
