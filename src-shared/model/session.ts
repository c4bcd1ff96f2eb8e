import { z } from 'zod'
import { RecordingAccounts } from './accounts'
import { DerivedChannel } from './derived'
import { DeviceSpec } from './device'
import { FormatChoice, FormatName, RejectReason } from './format'
import { ReplayStatus } from './replay'
import { ChannelSettings } from './settings'
import { TriggerStatus } from './trigger'

/** A bounded queue somewhere in the product: where, how full, what it does when full, what it has dropped. */
export const QueueStatus = z.object({
  place: z.string(),
  /** In the queue's own unit, e.g. `bytes`, `samples`, `events`, `frames`. */
  unit: z.string(),
  capacity: z.number(),
  fill: z.number(),
  whenFull: z.enum(['wait', 'dropOldest', 'dropNewest', 'fail']),
  dropped: z.number()
})
export type QueueStatus = Readonly<z.infer<typeof QueueStatus>>

export const Problem = z.object({ code: z.string(), message: z.string(), remedy: z.string() })
export type Problem = Readonly<z.infer<typeof Problem>>

export const ChannelStatus = z.object({
  index: z.number().int(),
  name: z.string(),
  /** The device's unit, or the one set by hand. */
  unit: z.string(),
  group: z.string(),
  /** null stands for NaN: no value yet, or the device sent one that is not a number. */
  value: z.number().nullable(),
  mean: z.number().nullable(),
  deviation: z.number().nullable(),
  light: z.enum(['green', 'yellow', 'red']),
  anomalies: z.number(),
  /** Over every sample since `since` (ms): when the channel appeared, or its totals were reset. */
  totals: z.object({
    since: z.number(),
    count: z.number(),
    min: z.number().nullable(),
    max: z.number().nullable(),
    mean: z.number().nullable()
  }),
  /** Computed in the pipeline; see `SessionStatus.derived`. */
  derived: z.boolean(),
  settings: ChannelSettings
})
export type ChannelStatus = Readonly<z.infer<typeof ChannelStatus>>

/**
 * `connecting`: being opened the first time; `live`: bytes can come; `waiting`: the device went away and is looked for;
 * `failed`: could not be opened, see `problem`, being retried; `closed`: ended by the user.
 */
export const sessionPhases = ['connecting', 'live', 'waiting', 'failed', 'closed'] as const

export const RecordingStatus = z.object({
  capture: z.string(),
  startedAt: z.number(),
  bytesOnDisk: z.number(),
  /** On disk, measured over the last seconds. */
  bytesPerSecond: z.number(),
  samples: z.number(),
  /** Everything older than this (ms since the epoch) survives `kill -9`. */
  safeUntil: z.number(),
  problem: Problem.nullable(),
  /** Where every byte and row of the session is; null before the first. */
  accounts: RecordingAccounts.nullable().default(null)
})
export type RecordingStatus = Readonly<z.infer<typeof RecordingStatus>>

/** One device being read, as the page sees it. A snapshot; rates are over about the last second. */
export const SessionStatus = z.object({
  id: z.string(),
  device: DeviceSpec,
  /** The device as written on the command line, e.g. `serial:/dev/ttyUSB0@115200`. */
  address: z.string(),
  label: z.string(),
  phase: z.enum(sessionPhases),
  problem: Problem.nullable(),
  openedAt: z.number(),
  /** Time of the first sample that can be looked at, ms, also from before the engine was restarted; null before any. */
  firstSample: z.number().nullable(),
  /** Whether bytes can be sent to the device. */
  canSend: z.boolean(),
  /** `problem`: why the channel has no values, e.g. that a channel it uses has not appeared; null when it is computed. */
  derived: z.array(DerivedChannel.extend({ problem: z.string().nullable() })),
  triggers: z.array(TriggerStatus),
  format: z.object({
    choice: FormatChoice,
    /** null while nothing is recognised yet. */
    name: FormatName.nullable(),
    /** 0 to 1. */
    confidence: z.number(),
    /** e.g. `comma, header with 6 names`. */
    detail: z.string()
  }),
  channels: z.array(ChannelStatus),
  bytes: z.number(),
  bytesPerSecond: z.number(),
  /** Rows (sample times), not values. */
  samples: z.number(),
  samplesPerSecond: z.number(),
  rejected: z.number(),
  rejectedByReason: z.partialRecord(RejectReason, z.number()),
  queues: z.array(QueueStatus),
  /** From byte read to frame sent, over the last seconds, ms; null when nothing was sent. */
  latency: z.object({ median: z.number(), p99: z.number() }).nullable(),
  recording: RecordingStatus.nullable(),
  /** Where a replay is; null for devices. A replay is not recorded again. */
  replay: ReplayStatus.nullable().default(null)
})
export type SessionStatus = Readonly<z.infer<typeof SessionStatus>>
