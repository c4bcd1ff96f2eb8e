import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { DerivedChannels } from '@shared/model/derived'
import { DeviceSpec } from '@shared/model/device'
import { FormatChoice } from '@shared/model/format'
import { ChannelSettings } from '@shared/model/settings'
import { TriggerSettings } from '@shared/model/trigger'
import { KnownLayout } from '../decoders'

const SavedState = z.object({
  version: z.literal(1),
  /** Devices that were open, to be opened again when the engine was restarted. */
  open: z.array(z.object({ device: DeviceSpec, format: FormatChoice })).default([]),
  /** Channel settings by device address, then by channel name. */
  settings: z.record(z.string(), z.record(z.string(), ChannelSettings)).default({}),
  /** Derived channels and triggers by device address. */
  derived: z.record(z.string(), DerivedChannels).default({}),
  triggers: z
    .record(z.string(), z.array(z.object({ settings: TriggerSettings, stopped: z.boolean() })).max(16))
    .default({}),
  /** What the headers of devices said, by device address. */
  layouts: z.record(z.string(), KnownLayout).default({}),
  /** The stages' state by device address, see `pipeline/chain`; checked by the stages themselves. */
  checkpoints: z.record(z.string(), z.unknown()).default({}),
  /** Time of the newest sample at that moment, ms, by device address. */
  seenUntil: z.record(z.string(), z.number()).default({}),
  /** The captures of an open session by device address, oldest first: an engine's death begins a new one. */
  chains: z.record(z.string(), z.array(z.string())).default({})
})
export type SavedState = z.infer<typeof SavedState>

/** What the engine remembers between its starts, in one file of the data folder. */
export interface StateFile {
  readonly state: SavedState
  /** Why the file that was there could not be used; it was set aside, not deleted. */
  readonly problem: string
  /** Writes the state, whole or not at all. Calls while one is under way are joined into one more. */
  save(): Promise<void>
}

export async function openStateFile(folder: string): Promise<StateFile> {
  const path = join(folder, 'engine-state.json')
  await mkdir(folder, { recursive: true })
  const { state, problem } = await read(path)
  let writing: Promise<void> | null = null
  let again = false

  async function write(): Promise<void> {
    do {
      again = false
      await writeFile(path + '.new', JSON.stringify(state))
      await rename(path + '.new', path)
    } while (again)
  }

  return {
    state,
    problem,
    save() {
      if (writing) again = true
      else writing = write().finally(() => (writing = null))
      return writing
    }
  }
}

async function read(path: string): Promise<{ state: SavedState; problem: string }> {
  const empty = SavedState.parse({ version: 1 })
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { state: empty, problem: '' }
    throw error
  }
  try {
    return { state: SavedState.parse(JSON.parse(text)), problem: '' }
  } catch (error) {
    await rename(path, path + '.unreadable')
    const why = error instanceof Error ? error.message : String(error)
    return { state: empty, problem: `${path} could not be read and was set aside as ${path}.unreadable: ${why}` }
  }
}
