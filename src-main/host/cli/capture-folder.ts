import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { systemClock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { CaptureStore } from '../../captures/store'
import { defaultDataFolder } from '../data-folder'

/**
 * Opens the store of a data folder (the usual one when none is named), does the work and closes the store.
 * @throws SignalboxError `not-found` when a folder that was named is not there; reading makes none.
 */
export async function withCaptures<Result>(
  { data, recorder }: { data: string | undefined; recorder: URL },
  work: (store: CaptureStore) => Promise<Result>
): Promise<Result> {
  const usual = { platform: process.platform, home: homedir(), environment: process.env }
  const folder = data === undefined ? defaultDataFolder(usual) : resolve(data)
  if (data !== undefined && !(await isFolder(folder)))
    throw new SignalboxError('not-found', `there is no folder ${folder}`, {
      remedy: 'Name the folder that serve was given with --data.'
    })
  const { openCaptureStore } = await import('../../captures')
  const store = await openCaptureStore({ folder, worker: recorder, clock: systemClock })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false
  )
}
