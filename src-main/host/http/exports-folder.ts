import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '@shared/base/clock'
import { isCancelled } from '@shared/base/errors'

/** How long a finished export can be downloaded, ms. */
export const exportLife = 3_600_000
/** How long a file that was brought stays where nobody imports it or lets it go, ms. */
export const uploadLife = 12 * 3_600_000
const sweepInterval = 300_000
/** Only what looks like a ticket is ever removed: the folder is the user's to choose. */
const ticketName = /^[0-9a-f]{64}$/

/** Makes the folder, for this user only. */
export async function makeExports(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
}

/** Removes what is older than `life` (an hour for exports), every five minutes, until the signal aborts. */
export async function sweepExports(
  folder: string,
  clock: Clock,
  signal: AbortSignal,
  life = exportLife
): Promise<void> {
  try {
    for (;;) {
      await clock.sleep(sweepInterval, signal)
      await removeExports(folder, clock.now() - life)
    }
  } catch (error) {
    if (!isCancelled(error)) throw error
  }
}

/** Removes the exports last changed before `limit`, ms since the epoch. */
export async function removeExports(folder: string, limit: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!ticketName.test(name)) continue
    const path = join(folder, name)
    const facts = await stat(path).catch(() => undefined)
    if (facts && facts.mtimeMs < limit) await rm(path, { recursive: true, force: true })
  }
}
