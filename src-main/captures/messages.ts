import type { StreamAccounts } from '@shared/model/accounts'
import type { CaptureInfo, ExportRequest } from '@shared/model/capture'
import type { CaptureNotes, CaptureNotesChange } from '@shared/model/capture-notes'
import type { CaptureMoments, CaptureSummary, MomentsRequest } from '@shared/model/capture-overview'
import type { Channel } from '@shared/model/channel'
import type { StreamEvent } from '@shared/model/event'
import type { StreamInput } from '@shared/model/input'
import type { CaptureSchema } from '@shared/model/query'
import type { Problem } from '@shared/model/session'
import type { Verification } from '@shared/model/verification'
import type { StreamBegin, StreamOutline, StreamPage, StreamPlace } from '../pipeline/playback/stream-reader'
import type { BucketsWanted, RowsWanted, Stretch, Survey } from '../pipeline/sample-reader'
import type { Columns } from './file/read-columns'
import type { QueryNeeds, QuerySource } from './query/messages'
import type { ExportResult, RecordOptions } from './store'

/** Rows of a table chunk; DuckDB's own vector size, so that one message is one bulk copy a column. */
export const rowsAChunk = 2048

/** Samples `first` to `first + count - 1`: the time column, then one a channel, each `rowsAChunk` long. NaN: no value. */
export interface RowsMessage {
  readonly kind: 'rows'
  readonly recorder: number
  readonly first: number
  readonly count: number
  readonly columns: Float64Array<ArrayBuffer>
}

/** Numbers a read takes in `RawMessage.reads`: end offset, time, 1 where it is the last of its chunk. */
export const readFields = 3

/** Bytes from offset `start` of the session's stream, and `readCount` reads that ended in them. */
export interface RawMessage {
  readonly kind: 'raw'
  readonly recorder: number
  readonly start: number
  readonly length: number
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly readCount: number
  readonly reads: Float64Array<ArrayBuffer>
}

export interface PlacedInput {
  readonly offset: number
  readonly input: StreamInput
}

/** What the stream came to, and what of it the recorder did not send. */
export interface SentAccounts extends StreamAccounts {
  readonly bytesLost: number
  readonly rowsLost: number
  readonly eventsLost: number
}

/** What a recorder sends, in order. Buffers are handed over and come back in `CommittedMessage`. */
export type RecorderMessage =
  | RowsMessage
  | RawMessage
  /** The channel table as it is from here on; only ever grows, names and units may change. */
  | { readonly kind: 'channels'; readonly recorder: number; readonly channels: readonly Channel[] }
  | { readonly kind: 'events'; readonly recorder: number; readonly events: readonly StreamEvent[] }
  /** What the pipeline was sent beside bytes, each at its offset of the stream. */
  | { readonly kind: 'inputs'; readonly recorder: number; readonly inputs: readonly PlacedInput[] }
  /** True of everything sent before it. */
  | { readonly kind: 'accounts'; readonly recorder: number; readonly time: number; readonly accounts: SentAccounts }
  /** Everything accepted before `time` (ms since the epoch) has been sent: commit it and say so. */
  | { readonly kind: 'mark'; readonly recorder: number; readonly time: number }
  | { readonly kind: 'finish'; readonly recorder: number; readonly time: number }

/** Reading a recorded stream again, see `StreamReader`. */
export interface StreamCalls {
  streamOutline: { request: { capture: string }; answer: StreamOutline }
  streamBegin: { request: { parts: readonly string[]; time: number; warmUp: number }; answer: StreamBegin }
  streamPage: { request: { place: StreamPlace; maximumBytes: number }; answer: StreamPage }
}

export interface Calls extends StreamCalls {
  list: { request: object; answer: { captures: CaptureInfo[]; problems: Problem[] } }
  remove: { request: { capture: string }; answer: null }
  export: { request: { request: ExportRequest; target: string }; answer: ExportResult }
  survey: { request: { capture: string; stretch: Stretch }; answer: Survey }
  rows: { request: { capture: string; wanted: RowsWanted }; answer: Columns }
  buckets: { request: { capture: string; wanted: BucketsWanted }; answer: Columns }
  verify: { request: { capture: string }; answer: Verification }
  /** Answered when what was sent for the capture before is on disk, or cannot be written. */
  flush: { request: { capture: string }; answer: null }
  /** Those being recorded here: costs no look at the disk. */
  recording: { request: object; answer: { captures: CaptureInfo[] } }
  annotate: { request: { capture: string; change: CaptureNotesChange }; answer: CaptureNotes }
  summary: { request: { capture: string }; answer: CaptureSummary }
  moments: { request: MomentsRequest; answer: CaptureMoments }
  schema: { request: { capture: string }; answer: CaptureSchema }
  /** Finds the rows for a query. Copies that are made for it are removed by who asked. */
  locate: { request: { capture: string; needs: QueryNeeds }; answer: QuerySource }
  /** The file of a capture that nobody records. */
  finishedFile: { request: { capture: string }; answer: { path: string } }
}
export type CallName = keyof Calls

export type CallMessage = {
  [Name in CallName]: { kind: 'call'; call: number; name: Name; request: Calls[Name]['request'] }
}[CallName]

export type ToThread =
  | RecorderMessage
  | {
      readonly kind: 'record'
      readonly recorder: number
      readonly capture: string
      readonly options: RecordOptions
    }
  | CallMessage
  | { readonly kind: 'cancel'; readonly call: number }
  | { readonly kind: 'stop' }

export interface OnDisk {
  readonly bytes: number
  readonly rows: number
  readonly events: number
}

/** Sent after each commit, and whenever the problem changes. */
export interface CommittedMessage {
  readonly kind: 'committed'
  readonly recorder: number
  /** The last mark on disk. */
  readonly safeUntil: number
  readonly buffers: readonly ArrayBuffer[]
  /** Events and inputs that have left the queue. */
  readonly events: number
  /** On disk of this capture: raw bytes, rows, events. */
  readonly onDisk: OnDisk
  readonly bytesOnDisk: number
  readonly problem: Problem | null
}

export type FromThread =
  /** The first: DuckDB is loaded, messages are being read. */
  | { readonly kind: 'ready' }
  | CommittedMessage
  | { readonly kind: 'finished'; readonly recorder: number; readonly problem: Problem | null }
  | { readonly kind: 'progress'; readonly call: number; readonly fraction: number }
  | { readonly kind: 'answer'; readonly call: number; readonly answer: unknown }
  | { readonly kind: 'refusal'; readonly call: number; readonly problem: Problem }
