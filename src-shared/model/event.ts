import { z } from 'zod'
import { DerivedChannels } from './derived'
import { ChannelSettings } from './settings'

const time = z.number()
const channel = z.string()
/** null stands for what is infinite, which JSON cannot say; see `finiteOrNull`. */
const measured = z.number().nullable()
const light = z.enum(['green', 'yellow', 'red'])

/**
 * The rare things that travel between batches and end in the journal. `time` is when it happened: for anomalies and
 * states the sample's own time (ms since the epoch), with the sample's number in its session.
 */
export const StreamEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connected'), time, device: z.string() }),
  /** The device went away; `bytes` were read since it came. It is looked for until the session is closed. */
  z.object({ kind: z.literal('disconnected'), time, device: z.string(), reason: z.string(), bytes: z.number() }),
  /** Nothing is known between `from` and `time`: never drawn as a line, breaks a partly received frame. */
  z.object({ kind: z.literal('gap'), time, from: time }),
  /** End of the data: a file's end or the session was closed. The last item of a stream. */
  z.object({ kind: z.literal('ended'), time, reason: z.enum(['end-of-data', 'closed']) }),
  z.object({ kind: z.literal('format'), time, name: z.string(), confidence: z.number(), forced: z.boolean() }),
  /** Names that appeared, or that channels have from now on. */
  z.object({ kind: z.literal('channels'), time, names: z.array(z.string()) }),
  z.object({ kind: z.literal('anomaly'), time, channel, sample: z.number(), value: measured, score: measured }),
  z.object({
    kind: z.literal('state'),
    time,
    channel,
    sample: z.number(),
    value: measured,
    from: light,
    to: light,
    /** In words, e.g. `above red limit 40`. */
    cause: z.string()
  }),
  /** New settings reached the running stages; they hold from sample `sample` on. Channel `*` means every channel. */
  z.object({ kind: z.literal('settings'), time, channel, sample: z.number(), settings: ChannelSettings }),
  /** From sample `sample` on these are the session's derived channels, all of them. */
  z.object({ kind: z.literal('derived'), time, sample: z.number(), channels: DerivedChannels }),
  /** A trigger fired at `time`; it holds the stretch from `from` to `to`. Forced hits are no events. */
  z.object({
    kind: z.literal('trigger'),
    time,
    trigger: z.string(),
    sample: z.number(),
    channel,
    value: measured,
    from: time,
    to: time
  }),
  /** Bytes were sent to the device; `text` shows the first 200, control characters made visible. */
  z.object({ kind: z.literal('sent'), time, bytes: z.number(), text: z.string() }),
  /** A fault was asked of a simulator. */
  z.object({ kind: z.literal('injected'), time, fault: z.string(), channel }),
  z.object({ kind: z.literal('mark'), time, label: z.string() }),
  /** Something was lost at `place`: `count` of `what` since the last such event. */
  z.object({ kind: z.literal('dropped'), time, place: z.string(), what: z.string(), count: z.number() }),
  z.object({
    kind: z.literal('fault'),
    time,
    place: z.string(),
    code: z.string(),
    message: z.string(),
    remedy: z.string()
  }),
  z.object({
    kind: z.literal('recording'),
    time,
    capture: z.string(),
    /** `expired`: removed, because it was beyond the budget. */
    phase: z.enum(['started', 'completed', 'recovered', 'expired'])
  })
])
export type StreamEvent = Readonly<z.infer<typeof StreamEvent>>
export type StreamEventKind = StreamEvent['kind']

export type EventOf<Kind extends StreamEventKind> = Extract<StreamEvent, { kind: Kind }>

/** A journal line: an event of a session, numbered from 1 in the order the engine saw it. */
export const JournalEntry = z.object({
  id: z.number().int(),
  session: z.string(),
  device: z.string(),
  event: StreamEvent
})
export type JournalEntry = Readonly<z.infer<typeof JournalEntry>>

/** A number as it can travel: null where there is none, or it has no end, as the score of a step out of a flat line. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
