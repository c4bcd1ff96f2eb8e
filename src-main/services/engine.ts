import type { Clock } from '@shared/base/clock'
import type { CaptureStore } from '../captures/store'
import type { Journal } from '../pipeline/journal'
import type { BroughtFiles } from './brought-files'
import type { BudgetFile } from './budget-file'
import type { DeviceWatch } from './device-list'
import type { Grants } from './grants'
import type { Preferences } from './preferences'
import type { SessionRegistry } from './registry'

/** Everything the contract's handlers work on. */
export interface Engine {
  readonly version: string
  /** Names this start of the engine. */
  readonly instance: string
  readonly dataFolder: string
  readonly exportsFolder: string
  readonly grants: Grants
  readonly brought: BroughtFiles
  /** The built `entry/maker.ts`; captures cannot be made of files without it. */
  readonly maker?: URL
  readonly clock: Clock
  readonly registry: SessionRegistry
  readonly journal: Journal
  readonly devices: DeviceWatch
  readonly store: CaptureStore
  readonly preferences: Preferences
  readonly budget: BudgetFile
}
