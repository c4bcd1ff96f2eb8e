import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { CaptureInfo } from '@shared/model/capture'
import { DeviceSpec } from '@shared/model/device'
import { ifThere } from './problems'
import { Owner } from './owner'

/**
 * What the list needs to know of a capture, beside its database, so that listing opens none. Only a copy: a missing or
 * damaged one is made again from the database. `updated` is renewed every second while recording.
 */
export const Manifest = z.object({
  version: z.literal(1),
  info: CaptureInfo,
  spec: DeviceSpec,
  owner: Owner,
  updated: z.number()
})
export type Manifest = Readonly<z.infer<typeof Manifest>>

/** The manifest in `path`; undefined when there is none, `damaged` when it is not one. */
export async function readManifest(path: string): Promise<Manifest | 'damaged' | undefined> {
  const text = await readFile(path, 'utf8').catch(ifThere)
  if (text === undefined) return undefined
  try {
    return Manifest.parse(JSON.parse(text))
  } catch {
    return 'damaged'
  }
}

/** Replaces the manifest at once or not at all. Not synced: after a power cut it is made again from the database. */
export async function writeManifest(path: string, manifest: Manifest): Promise<void> {
  const unfinished = `${path}.part`
  try {
    await writeFile(unfinished, JSON.stringify(manifest))
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined)
    throw error
  }
}
