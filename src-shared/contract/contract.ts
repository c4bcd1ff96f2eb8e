import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { CaptureInfo, CaptureList, ExportProgress, ExportRequest } from '../model/capture'
import { CaptureNotes, CaptureNotesChange } from '../model/capture-notes'
import {
  CaptureMoments,
  CaptureOverview,
  CaptureSummary,
  MomentsRequest,
  OverviewRequest
} from '../model/capture-overview'
import { DecodeProgress, DecodeRequest } from '../model/decode'
import { DerivedChannels } from '../model/derived'
import { DeviceSpec, FaultName, PortInfo, ProfileInfo } from '../model/device'
import { JournalEntry } from '../model/event'
import { FormatChoice, Reject } from '../model/format'
import { FileTicket, ImportChoices, ImportPreview, ImportProgress, ImportRequest } from '../model/import'
import { CaptureSchema, QueryPage, QueryRequest } from '../model/query'
import { RecordingBudget } from '../model/recording-budget'
import { ReplayAction } from '../model/replay'
import { Problem, SessionStatus } from '../model/session'
import { ChannelSettings } from '../model/settings'
import { StretchStatistics } from '../model/statistics'
import { TriggerSettings } from '../model/trigger'
import { VerifyProgress, VerifyRequest } from '../model/verification'

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
const cursor = z.string().regex(/^[0-9a-f]{32}$/)
const cursorPage = QueryPage.extend({ cursor: cursor.nullable() })

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
    /** Puts a mark into journal, charts and capture, as of `ago` ms before now: when it was thought of, not when it was typed. */
    mark: base.input(
      z.object({ session, label: z.string().trim().min(1).max(200), ago: z.number().min(0).max(600_000).default(0) })
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
    /**
     * Reads a finished capture's bytes again by another recipe into a new capture; ending the stream early cancels it and
     * leaves nothing behind. REFUSED while it is being recorded, and when two are running already.
     */
    decode: base.input(DecodeRequest).output(eventIterator(DecodeProgress)),
    /** Checks whether a capture can be trusted, also the one being recorded unless `deep`. REFUSED when two are running. */
    verify: base.input(VerifyRequest).output(eventIterator(VerifyProgress)),
    /** REFUSED while it is being recorded or replayed. */
    remove: base.input(z.object({ capture })),
    /** How a file that the page has brought is understood, with what somebody insists on. */
    preview: base.input(z.object({ file: FileTicket, choices: ImportChoices })).output(ImportPreview),
    /** Imports it as a capture; ending the stream early cancels it, leaves nothing, and the file can be tried again. */
    import: base.input(ImportRequest).output(eventIterator(ImportProgress)),
    /** Lets go of a file that was brought and is not to be imported. */
    release: base.input(z.object({ file: FileTicket })),
    /** The captures and the budget; again when they change, at most once a second. */
    watch: base.output(eventIterator(CaptureList)),
    /** Says something else of a capture, also while it is being recorded. */
    annotate: base.input(z.object({ capture, change: CaptureNotesChange })).output(CaptureNotes),
    /** A capture at a glance; kept, so that only the first time costs something. */
    summary: base.input(z.object({ capture })).output(CaptureSummary),
    overview: base.input(OverviewRequest).output(CaptureOverview),
    moments: base.input(MomentsRequest).output(CaptureMoments),
    /** Replaces the budget; what is beyond it is removed at once. */
    setBudget: base.input(RecordingBudget),
    /** The tables of a capture, their columns, and rows by now. */
    schema: base.input(z.object({ capture })).output(CaptureSchema),
    /**
     * SQL over a capture, read-only. Each call answers a page and, while there is more, a cursor for the next: nothing is
     * worked out before it is asked for. Aborting a call, two minutes without one, or an error closes the cursor.
     * REFUSED for what does more than read and when too many are running; BAD_INPUT names the place of a mistake.
     */
    query: {
      open: base.input(QueryRequest).output(cursorPage),
      next: base.input(z.object({ cursor })).output(cursorPage),
      close: base.input(z.object({ cursor }))
    }
  }
}
export type Contract = typeof contract
