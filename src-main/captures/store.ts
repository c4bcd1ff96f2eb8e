import type { CaptureInfo, CaptureOrigin, ExportRequest } from '@shared/model/capture'
import type { DeviceSpec } from '@shared/model/device'
import type { StreamInput } from '@shared/model/input'
import type { RecordingStatus } from '@shared/model/session'
import type { Conditions } from '../pipeline/processor'
import type { StreamReader } from '../pipeline/playback/stream-reader'
import type { SampleReader } from '../pipeline/sample-reader'
import type { RecordedStream } from '../pipeline/session-interface'
import type { Sink } from '../pipeline/sink'

/**
 * The captures of one data folder. The engine has the only writing one; the command line opens it to read. All DuckDB
 * work happens on the store's own thread. Guarantees:
 * - `record` answers at once; items are kept in a bounded queue while the file is being created.
 * - What was accepted is on disk, safe from `kill -9`, within one second; `status().safeUntil` says how far.
 * - A capture whose writer was killed is listed as `recovered`, complete up to `safeUntil`, and can be read at once.
 * - Nothing here throws into a sink's `accept`; trouble is in `status().problem` and counted in `queue.dropped`.
 */
export interface CaptureStore {
  /** Goes on in another capture after a time and a size, see `RollLimits`; `onRolled` is told of each. */
  record(options: RecordOptions, onRolled?: (capture: string) => void): Recorder
  /** Oldest first. */
  list(): Promise<readonly CaptureInfo[]>
  /**
   * Writes rows of a capture (also one being recorded) to `target`, by way of a temporary name and a rename. Yields the
   * fraction done; returns the numbers. Ending early or aborting removes the unfinished file.
   * @throws SignalboxError `not-found` (capture or channel), `storage`, `cancelled`.
   */
  export(
    request: ExportRequest,
    target: string,
    signal: AbortSignal
  ): AsyncGenerator<number, { rows: number; bytes: number }, void>
  /** @throws SignalboxError `busy` while it is being recorded, `not-found`. */
  remove(capture: string): Promise<void>
  /** Reads samples, also of the capture being recorded. */
  readonly reader: SampleReader
  /** Reads the streams of finished captures again, as their sessions were sent them. */
  readonly streams: StreamReader
  /** Completes every recording and stops the thread. */
  close(): Promise<void>
}

export interface RecordOptions {
  readonly device: DeviceSpec
  readonly address: string
  readonly label: string
  readonly start: number
  /** What its bytes are decoded with from the first one on; kept with them, see `pipeline/processor`. */
  readonly conditions?: Conditions
  readonly origin?: CaptureOrigin
  /** It goes on where another capture of the same session ended, at this offset of the stream. */
  readonly continues?: { readonly run: string; readonly part: number; readonly offset: number }
}

/** Takes chunks (raw), batches and events of one session. */
export interface Recorder extends Sink {
  readonly capture: string
  /** What the pipeline was sent at this place of the stream beside bytes: without it they could not be decoded again. */
  input(input: StreamInput): void
  /** What is recorded tells of itself: asked about once a second, and when a capture begins; kept with it. */
  attach(stream: RecordedStream): void
  status(): RecordingStatus
  /** Completes the capture: everything accepted is on disk and the capture is listed as `complete`. */
  close(): Promise<void>
}
