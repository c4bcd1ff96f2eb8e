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
