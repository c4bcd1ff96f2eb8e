// Table of contents of the capture store. Only what runs on the engine's thread: nothing here loads DuckDB.
export { openCaptureStore, type CaptureStoreOptions, type FolderCaptureStore } from './open-store'
export type { CaptureStore, Recorder, RecordOptions } from './store'
export { lockFolder, type FolderLock } from './folder-lock'
