import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { systemClock } from '@shared/base/clock'
import { openCaptureStore } from '../../captures'
import type { CaptureStore } from '../../captures/store'
import { defaultDataFolder } from '../data-folder'

/** Opens the store of a data folder (the usual one when none is named), does the work and closes the store. */
export async function withCaptures<Result>(
  { data, recorder }: { data: string | undefined; recorder: URL },
  work: (store: CaptureStore) => Promise<Result>
): Promise<Result> {
  const usual = { platform: process.platform, home: homedir(), environment: process.env }
  const folder = data === undefined ? defaultDataFolder(usual) : resolve(data)
  const store = await openCaptureStore({ folder, worker: recorder, clock: systemClock })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
