import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { CaptureInfo, ExportProgress, ExportRequest } from '../model/capture'
import { DerivedChannels } from '../model/derived'
import { DeviceSpec, FaultName, PortInfo, ProfileInfo } from '../model/device'
import { JournalEntry } from '../model/event'
import { FormatChoice, Reject } from '../model/format'
import { ReplayAction } from '../model/replay'
import { Problem, SessionStatus } from '../model/session'
import { ChannelSettings } from '../model/settings'
import { StretchStatistics } from '../model/statistics'
import { TriggerSettings } from '../model/trigger'

/**
 * The calls and event streams between a view and the engine. Live samples do not travel here, see `wire/live.ts`.
 *
 * Guarantees: every input is validated before its handler runs; every failure is one of the errors below, carrying a
 * message that names the input and a remedy; a stream starts with the present state, then sends changes, and ends only
 * when the view or the engine goes. A slow view is sent fewer snapshots, never a backlog.
 */
const base = oc.errors({
  BAD_INPUT: { status: 400, data: Problem },
  NOT_FOUND: { status: 404, data: Problem },
  REFUSED: { status: 409, data: Problem },
  FAILED: { status: 500, data: Problem }
})

const session = z.string().min(1).max(64)
const capture = CaptureInfo.shape.id

export const contract = {
  system: {
    /** Names the engine's start: a different `instance` after a reconnect means the engine was restarted. */
    info: base.output(
      z.object({ version: z.string(), instance: z.string(), dataFolder: z.string(), platform: z.string() })
    )
  },
  devices: {
    /** What can be opened now; sent again whenever a port comes or goes. */
    watch: base.output(
      eventIterator(z.object({ ports: z.array(PortInfo), profiles: z.array(ProfileInfo), problem: Problem.nullable() }))
    )
  },
  sessions: {
    /** Every open session, at most four times a second while something changes. */
    watch: base.output(eventIterator(z.array(SessionStatus))),
    /**
     * Opens a device and records it at once, or replays a capture. Resolves when the session exists, not when the device
     * answers. REFUSED when it is open already, or the capture is being recorded.
     */
    open: base
      .input(z.object({ device: DeviceSpec, format: FormatChoice.default('auto') }))
      .output(z.object({ session: z.string() })),
    /** Closes the device and completes its capture. */
    close: base.input(z.object({ session })),
    /** Reads the bytes from now on as another format. */
    setFormat: base.input(z.object({ session, format: FormatChoice })),
    /** Sends settings into the running stages, for one channel or for all (`*`). */
    configure: base.input(z.object({ session, channel: z.string().min(1).max(200), settings: ChannelSettings })),
    /** Starts `ChannelStatus.totals` anew, for one channel or for all (`*`). */
    resetTotals: base.input(z.object({ session, channel: z.string().min(1).max(200) })),
    /** Makes a simulator misbehave. REFUSED for other devices. Channel `*` lets the simulator choose the first. */
    inject: base.input(z.object({ session, fault: FaultName, channel: z.string().max(200).default('*') })),
    /** Replaces the session's derived channels. BAD_INPUT names the expression, the place and the remedy. */
    setDerived: base.input(z.object({ session, channels: DerivedChannels })),
    /** Replaces the session's triggers; one whose settings are the same goes on undisturbed. */
    setTriggers: base.input(z.object({ session, triggers: z.array(TriggerSettings).max(16) })),
    /** Arms a stopped trigger again, or stops it. */
    armTrigger: base.input(z.object({ session, trigger: z.string().min(1).max(64), armed: z.boolean() })),
    /** Sends bytes to the device: UTF-8 text with its line end, or hex digits. REFUSED where it cannot be written to. */
    send: base.input(
      z.object({
        session,
        data: z.string().max(4096),
        as: z.enum(['text', 'hex']).default('text'),
        ending: z.enum(['none', 'lf', 'cr', 'crlf']).default('lf')
      })
    ),
    /**
     * Commands a replay. A jump back, also a loop's, puts a new session in the old one's place, with the same address; the
     * one that is there afterwards is answered. REFUSED for devices.
     */
    replay: base.input(z.object({ session, action: ReplayAction })).output(z.object({ session: z.string() })),
    /** Figures over the samples with from <= time <= to, of the named channels or of all. */
    statistics: base
      .input(z.object({ session, from: z.number(), to: z.number(), channels: z.array(z.string()).max(64).optional() }))
      .output(StretchStatistics),
    /** The newest rejected lines, newest last, at most 1,000 are kept. */
    rejects: base
      .input(z.object({ session, limit: z.number().int().min(1).max(1000).default(200) }))
      .output(z.array(Reject))
  },
  journal: {
    /** Entries after number `after` that are still kept (10,000), then new ones; in batches. */
    watch: base
      .input(z.object({ after: z.number().int().min(0).default(0) }))
      .output(eventIterator(z.object({ entries: z.array(JournalEntry), dropped: z.number() })))
  },
  preferences: {
    /** What pages have asked to be remembered, by key; and every change, whoever made it. */
    watch: base.output(eventIterator(z.record(z.string(), z.unknown()))),
    /** Remembers a value; null forgets it. BAD_INPUT when it is larger than 256 kB as JSON, or all are larger than 4 MB. */
    set: base.input(z.object({ key: z.string().regex(/^[a-z][a-z0-9.-]{0,63}$/), value: z.unknown() }))
  },
  captures: {
    /** Oldest first. */
    list: base.output(z.array(CaptureInfo)),
    /** Runs an export; ending the stream early cancels it and removes the unfinished file. */
    export: base.input(ExportRequest).output(eventIterator(ExportProgress)),
    /** REFUSED while it is being recorded or replayed. */
    remove: base.input(z.object({ capture }))
  }
}
export type Contract = typeof contract
