import type { CaptureInfo, CaptureOrigin, ExportRequest } from '@shared/model/capture'
import type { CaptureNotes, CaptureNotesChange } from '@shared/model/capture-notes'
import type { CaptureMoments, CaptureSummary, MomentsRequest } from '@shared/model/capture-overview'
import type { DecodeRequest } from '@shared/model/decode'
import type { DeviceSpec } from '@shared/model/device'
import type { StreamInput } from '@shared/model/input'
import type { CaptureSchema, QueryPage, QueryRequest } from '@shared/model/query'
import type { RecordingStatus } from '@shared/model/session'
import type { Verification, VerifyRequest } from '@shared/model/verification'
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
   * @throws SignalboxError `not-found` (capture or channel), `bad-input` (what the format cannot hold), `storage`, `cancelled`.
   */
  export(request: ExportRequest, target: string, signal: AbortSignal): AsyncGenerator<number, ExportResult, void>
  /**
   * Reads a finished capture's bytes again by another recipe, on a thread of its own, into a new capture. Yields the
   * fraction done; returns the new one. Ending early or aborting leaves nothing behind.
   * @throws SignalboxError `not-found`, `busy` while it is being recorded, `bad-input` when it has no bytes, `storage`.
   */
  decodeAgain(request: DecodeRequest, signal: AbortSignal): AsyncGenerator<number, CaptureInfo, void>
  /**
   * Checks a capture, also the one being recorded; `deep` decodes it again, too, and compares. Yields the fraction done.
   * One that cannot be read at all is `damaged`, no error.
   * @throws SignalboxError `not-found`, `busy` while another process records it.
   */
  verify(request: VerifyRequest, signal: AbortSignal): AsyncGenerator<number, Verification, void>
  /** @throws SignalboxError `busy` while it is being recorded, `not-found`. */
  remove(capture: string): Promise<void>
  /**
   * The rows of a query in pages, also over the capture being recorded. The next page is worked out when it is pulled;
   * ending early or aborting ends the query at once. What goes wrong in a query never reaches a recording.
   * @throws SignalboxError see `runQuery`.
   */
  query(request: QueryRequest, signal: AbortSignal): AsyncGenerator<QueryPage, void, void>
  /** What a capture's tables hold. @throws SignalboxError `not-found`, `busy`, `storage`. */
  schema(capture: string, signal: AbortSignal): Promise<CaptureSchema>
  /** Reads samples, also of the capture being recorded. */
  readonly reader: SampleReader
  /** For who looks among the captures. */
  readonly catalogue: CaptureCatalogue
  /** Reads the streams of finished captures again, as their sessions were sent them. */
  readonly streams: StreamReader
  /** Completes every recording and stops the thread. */
  close(): Promise<void>
}

/** What an export wrote. */
export interface ExportResult {
  readonly rows: number
  readonly bytes: number
  /** What the file has instead of what was recorded, e.g. a WAV's scale. */
  readonly remark?: string
}

/** What is said of captures, and what they are at a glance. All throw `not-found` for a capture that is not there. */
export interface CaptureCatalogue {
  /** Grows when a capture came, went, was completed, or something else is said of it. */
  readonly version: number
  /** Resolves when it has grown. */
  whenChanged(signal: AbortSignal): Promise<void>
  /** Something came into the folder that the store did not put there by `record`. */
  noteChange(): void
  /** Those being recorded by this process: asks no disk. */
  recording(): Promise<readonly CaptureInfo[]>
  /** @throws SignalboxError `storage`. */
  annotate(capture: string, change: CaptureNotesChange): Promise<CaptureNotes>
  /** Bounded work beside the recording, kept for captures that are complete. @throws SignalboxError `cancelled`. */
  summary(capture: string, signal: AbortSignal): Promise<CaptureSummary>
  moments(request: MomentsRequest, signal: AbortSignal): Promise<CaptureMoments>
}

export interface RecordOptions {
  readonly device: DeviceSpec
  readonly address: string
  readonly label: string
  readonly start: number
  /** What its bytes are decoded with from the first one on; kept with them, see `pipeline/processor`. */
  readonly conditions?: Conditions
  readonly origin?: CaptureOrigin
  /** When it is imported or decoded, ms since the epoch. */
  readonly made?: number
  /** It goes on where another capture of the same session ended, at this offset of the stream, after so many rows. */
  readonly continues?: { readonly run: string; readonly part: number; readonly offset: number; readonly rows: number }
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
