// Table of contents of the capture store. Only what runs on the engine's thread: nothing here loads DuckDB.
export { openCaptureStore, type CaptureStoreOptions, type FolderCaptureStore } from './open-store'
export type { CaptureStore, Recorder, RecordOptions } from './store'
export { rollLimits, type RollLimits, usualRollLimits } from './recording/roll-limits'
export { lockFolder, type FolderLock } from './folder-lock'
