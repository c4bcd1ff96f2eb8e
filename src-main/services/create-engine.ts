import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Clock } from '@shared/base/clock'
import type { Source } from '@shared/flow/types'
import type { LiveSpec, PortInfo, ProfileInfo } from '@shared/model/device'
import type { CaptureStore } from '../captures/store'
import type { Device } from '../devices/device'
import { createJournal } from '../pipeline/journal'
import { createBroughtFiles } from './brought-files'
import { openBudgetFile } from './budget-file'
import { startDeviceWatch } from './device-list'
import type { Engine } from './engine'
import { createGrants } from './grants'
import { keepBudget } from './keep-budget'
import { openPreferences } from './preferences'
import { createRegistry } from './registry'
import { openStateFile } from './state-file'

export interface CreateEngineOptions {
  readonly version: string
  readonly dataFolder: string
  /** Where exports for download are put; inside the data folder when absent. */
  readonly exportsFolder?: string
  readonly clock: Clock
  readonly store: CaptureStore
  readonly openDevice: (spec: LiveSpec) => Device
  readonly ports: Source<readonly PortInfo[]>
  readonly profiles: readonly ProfileInfo[]
  /** The built `entry/maker.ts`. */
  readonly maker?: URL
}

export interface RunningEngine extends Engine {
  /** Closes every session, completes the captures and stops everything. */
  shutdown(): Promise<void>
}

/** How often the stages' state is saved, ms: what a restart of the engine can lose of windows and lamps. */
const checkpointInterval = 2000

/** Puts the engine together. Nothing is opened until a view or the host asks. */
export async function createEngine(options: CreateEngineOptions): Promise<RunningEngine> {
  const { clock, store, dataFolder } = options
  const stateFile = await openStateFile(dataFolder)
  const preferences = await openPreferences(dataFolder)
  const budget = await openBudgetFile(dataFolder)
  const journal = createJournal(clock)
  const ending = new AbortController()
  const registry = createRegistry({ store, journal, stateFile, clock, openDevice: options.openDevice })
  const devices = startDeviceWatch({ ports: options.ports, profiles: options.profiles, clock, signal: ending.signal })

  const unreadable = [
    [preferences, 'Layouts and looks start from their defaults; the captures are not affected.'],
    [stateFile, 'Channel settings start from their defaults; the captures are not affected.'],
    [budget, 'No recording is removed until a budget is set again.']
  ] as const
  for (const [{ problem: message }, remedy] of unreadable) {
    if (message === '') continue
    const time = clock.now()
    journal.add('', 'engine', { kind: 'fault', time, place: 'data folder', code: 'bad-input', message, remedy })
  }
  const refuse = (capture: string): void => registry.refuseReplayed(capture)
  const keeping = keepBudget({ store, refuse, budget, journal, clock, signal: ending.signal })
  keeping.catch(() => undefined)

  async function saveCheckpoints(): Promise<void> {
    while (!ending.signal.aborted) {
      await clock.sleep(checkpointInterval, ending.signal)
      await registry.checkpoint()
    }
  }
  const saving = saveCheckpoints().catch(() => undefined)

  return {
    version: options.version,
    instance: randomUUID(),
    dataFolder,
    exportsFolder: options.exportsFolder ?? join(dataFolder, 'exports'),
    grants: createGrants(),
    brought: createBroughtFiles(),
    maker: options.maker,
    clock,
    registry,
    journal,
    devices,
    store,
    preferences,
    budget,
    async shutdown() {
      ending.abort()
      await saving
      await keeping
      await registry.closeAll()
      await store.close()
    }
  }
}
