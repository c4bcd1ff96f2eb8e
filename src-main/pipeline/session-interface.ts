import type { Clock } from '@shared/base/clock'
import type { StreamAccounts } from '@shared/model/accounts'
import type { DerivedChannel } from '@shared/model/derived'
import type { FaultName } from '@shared/model/device'
import type { FormatChoice, Reject } from '@shared/model/format'
import type { StreamInput } from '@shared/model/input'
import type { RecordingStatus, SessionStatus } from '@shared/model/session'
import type { ChannelSettings } from '@shared/model/settings'
import type { TriggerSettings } from '@shared/model/trigger'
import type { KnownLayout } from '../decoders'
import type { Device } from '../devices/device'
import type { PipelineSnapshot } from './chain'
import type { History } from './history'
import type { Journal } from './journal'
import type { Past } from './past'
import type { ReplayFeed } from './playback/replay-feed'
import type { Conditions } from './processor'
import type { RawLog } from './raw-log'
import type { Sink } from './sink'
import type { KnownTrigger } from './stages/triggers'

/** What is recorded, as it tells of itself. */
export interface RecordedStream {
  accounts(): StreamAccounts
  /** What its bytes are read with from now on. */
  conditions(): Conditions
}

/** Where a session's items are recorded; the capture store's recorder is one. */
export interface SessionRecorder extends Sink {
  /** What the pipeline was sent at this place of the stream beside bytes. */
  input(input: StreamInput): void
  attach(stream: RecordedStream): void
  status(): RecordingStatus
  close(): Promise<void>
}

/** What is read, as far as it is known to those who look. */
export type SessionDevice = Omit<Device, 'connect' | 'byteTime'>

interface CommonOptions {
  readonly id: string
  /** What the device's stream is read and analysed with from its first byte on. */
  readonly conditions: Conditions
  /** The session goes on from one that the engine's death ended, whose newest sample was of this time, ms. */
  readonly resumed?: { readonly seenUntil?: number }
  /** The session's samples on disk. */
  readonly past?: Past
  readonly journal: Journal
  readonly clock: Clock
}

interface DeviceOptions extends CommonOptions {
  readonly device: Device
  readonly recorder: SessionRecorder
  readonly replay?: undefined
}

/** A replay is not recorded again. */
interface ReplayOptions extends CommonOptions {
  readonly device: SessionDevice
  readonly recorder?: undefined
  readonly replay: ReplayFeed
}

export type SessionOptions = DeviceOptions | ReplayOptions

/** One device being read: its life, its pipeline and where the results go. */
export interface Session {
  readonly id: string
  readonly device: SessionDevice
  readonly address: string
  readonly history: History
  /** The newest bytes that were read and sent. */
  readonly rawLog: RawLog
  /** The samples that are on disk, also from before the engine was restarted. */
  readonly past: Past | undefined
  /** Time the newest bytes were read, ms: what a frame's latency is counted from. */
  readonly readAt: number
  /** Time of the newest sample, ms. */
  readonly newest: number
  noteLatency(milliseconds: number): void
  status(): SessionStatus
  /** Sends settings into the running stages; they hold from the next sample on. */
  configure(channel: string, settings: ChannelSettings): void
  /** Settings by channel name, as last sent. */
  readonly settings: Readonly<Record<string, ChannelSettings>>
  setFormat(format: FormatChoice): void
  /** As last chosen. */
  readonly format: FormatChoice
  /** Starts the totals of a channel, or of all (`*`), anew. */
  resetTotals(channel: string): void
  /** @throws SignalboxError `bad-input` when an expression cannot be computed. */
  setDerived(channels: readonly DerivedChannel[]): void
  /** @throws SignalboxError `bad-input` when two have the same id. */
  setTriggers(triggers: readonly TriggerSettings[]): void
  /** What is to be remembered of derived channels and triggers. */
  readonly derived: readonly DerivedChannel[]
  readonly triggers: readonly KnownTrigger[]
  /** @throws SignalboxError `not-found`. */
  armTrigger(trigger: string, armed: boolean): void
  /** Sends bytes to the device. @throws SignalboxError `forbidden` where it takes none, `disconnected`. */
  write(bytes: Uint8Array): Promise<void>
  inject(fault: FaultName, channel: string): void
  /** Puts a mark at `time`, ms, into journal, history and recording. */
  mark(label: string, time: number): void
  rejects(limit: number): readonly Reject[]
  checkpoint(): PipelineSnapshot
  /** What the device's header said, for the next time it is read. */
  readonly layout: KnownLayout | undefined
  /** Ends the device's life and completes the recording. */
  close(): Promise<void>
}
