import { z } from 'zod'

/**
 * What a view says on the live channel, as JSON text. The engine answers with binary frames, see `frame.ts`.
 *
 * A subscription looks at one session through buckets of `bucket` ms, aligned to whole multiples of it since the epoch.
 * `follow` sends everything from `from` on and then what is new; `range` sends one frame and is over. A frame costs one
 * credit; without credit nothing is sent and nothing queues: the next frame simply covers more. Ask for
 * bucket = span / pixels and a frame holds about one min/max pair (two points) a pixel column.
 */
export const LiveRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('follow'),
    subscription: z.number().int().min(0).max(4_294_967_295),
    session: z.string().min(1).max(64),
    /** Column indices; empty means all, also those that appear later. */
    channels: z.array(z.number().int().min(0)).max(4096),
    bucket: z.number().finite().positive(),
    from: z.number().finite(),
    /** Frames that may be under way at once. */
    credits: z.number().int().min(1).max(64),
    /** Shortest time between two frames, ms. */
    interval: z.number().min(0).max(60_000).default(16)
  }),
  z.object({
    kind: z.literal('range'),
    subscription: z.number().int().min(0).max(4_294_967_295),
    session: z.string().min(1).max(64),
    channels: z.array(z.number().int().min(0)).max(4096),
    bucket: z.number().finite().positive(),
    from: z.number().finite(),
    to: z.number().finite()
  }),
  /**
   * One `RowsFrame`: the newest `limit` rows with from < time <= to, every sample as it came. To keep a window of rows up
   * to date ask again from the last row's time on, `after` its number: what shares its time and came later is answered too.
   */
  z.object({
    kind: z.literal('rows'),
    subscription: z.number().int().min(0).max(4_294_967_295),
    session: z.string().min(1).max(64),
    channels: z.array(z.number().int().min(0)).min(1).max(64),
    from: z.number().finite().nullable(),
    to: z.number().finite().nullable(),
    /** Rows at `from` with a higher number are wanted as well; null: none at `from` is. */
    after: z.number().int().min(0).nullable().default(null),
    limit: z.number().int().min(1).max(262_144)
  }),
  /** `RawFrame`s: what the device sent and was sent, from byte `from` of the log on (0: all that is kept), then what is new. */
  z.object({
    kind: z.literal('raw'),
    subscription: z.number().int().min(0).max(4_294_967_295),
    session: z.string().min(1).max(64),
    from: z.number().int().min(0),
    credits: z.number().int().min(1).max(64)
  }),
  z.object({
    kind: z.literal('credit'),
    subscription: z.number().int().min(0),
    count: z.number().int().min(1).max(64)
  }),
  z.object({ kind: z.literal('cancel'), subscription: z.number().int().min(0) })
])
export type LiveRequest = Readonly<z.infer<typeof LiveRequest>>

/** One channel's part of a frame: `Frame.rows` values a column, NaN where the bucket has none for this channel. */
export interface FrameChannel {
  readonly index: number
  readonly min: Float64Array
  readonly max: Float64Array
  /** The moving mean and standard deviation as of the bucket's last sample. */
  readonly mean: Float64Array
  readonly deviation: Float64Array
  /** Bits 0-1: the worst lamp in the bucket (see `lights`); bit 2: it holds an anomaly. */
  readonly flags: Uint8Array
}

/** The buckets of one subscription that changed: they replace everything the view holds from `fromBucket` on. */
export interface Frame {
  readonly subscription: number
  /** 1, 2, 3, ... for each subscription. */
  readonly sequence: number
  readonly bucket: number
  /** Index (time / bucket, floored) of the first bucket the frame covers. */
  readonly fromBucket: number
  /** Newest sample time known to the engine, ms. */
  readonly newest: number
  readonly rows: number
  /** Time of the first sample in each bucket that is not empty, ms, ascending. */
  readonly time: Float64Array
  /** 1 where nothing is known between the bucket before and this one: do not join them. */
  readonly gap: Uint8Array
  readonly channels: readonly FrameChannel[]
}

/** Rows of samples as they came, in columns; the answer to `rows`. */
export interface RowsFrame {
  readonly subscription: number
  /** Number of the first row in its session; -1 where that is not known (rows out of an older capture). */
  readonly first: number
  readonly rows: number
  /** ms since the epoch, ascending. */
  readonly time: Float64Array
  /** 1 where nothing is known between the row before and this one. */
  readonly gap: Uint8Array
  /** In the order of the request; NaN where a row has no value. */
  readonly value: readonly Float64Array[]
}

/** Bytes of a session's log: what was read and what was sent, in pieces, end to end. */
export interface RawFrame {
  readonly subscription: number
  readonly sequence: number
  /** Offset of `bytes` in the log. */
  readonly start: number
  /** Bytes that were in the log between the frame before and this one, and were forgotten before they could be sent. */
  readonly skipped: number
  readonly bytes: Uint8Array
  /** Piece `k` ends before `ends[k]` (counted within `bytes`), was read or sent at `times[k]` ms. */
  readonly ends: Uint32Array
  readonly times: Float64Array
  /** 1 where a piece was sent to the device. */
  readonly sent: Uint8Array
}
