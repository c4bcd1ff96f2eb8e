import { z } from 'zod'
import { StreamEvent } from './event'

/** Channels of a capture's small picture, and its columns at most: a bucket more than 120, which begin where clocks are round. */
export const summaryChannels = 4
export const summaryColumns = 121

const column = z.array(z.number().nullable()).max(summaryColumns)

/** A capture at a glance. */
export const CaptureSummary = z.object({
  /** How many of each kind of event; `red` counts the states that turned red. */
  events: z.record(z.string(), z.number()),
  /** Extremes of the first channels over equal stretches of the capture; null where there is no value. */
  channels: z.array(z.object({ name: z.string(), min: column, max: column })).max(summaryChannels)
})
export type CaptureSummary = Readonly<z.infer<typeof CaptureSummary>>

/** A stretch of a capture is asked for in so many buckets at most. */
export const mostBuckets = 4096
export const mostOverviewChannels = 16

export const OverviewRequest = z.object({
  capture: z.string().max(128),
  /** By name. */
  channels: z.array(z.string().max(200)).min(1).max(mostOverviewChannels),
  /** ms since the epoch. */
  from: z.number(),
  to: z.number(),
  buckets: z.number().int().min(1).max(mostBuckets)
})
export type OverviewRequest = Readonly<z.infer<typeof OverviewRequest>>

/**
 * Extremes of a stretch of a capture in buckets of time. `columns` is the base64 of little-endian float64 columns of `rows`
 * numbers each: the time of the bucket's first sample, 1 where nothing is known between the row before and this one, then
 * the lowest and the highest value of each channel asked for, NaN where there is none. As numbers in JSON they would cost
 * the engine's thread ten times as long.
 */
export const CaptureOverview = z.object({
  /** ms; a power of two, at least (to - from) / buckets. */
  bucket: z.number(),
  rows: z.number().int(),
  columns: z.string()
})
export type CaptureOverview = Readonly<z.infer<typeof CaptureOverview>>

/** Kinds of moments a capture can be looked at around; `red` is a state that turned red. */
export const momentKinds = ['mark', 'trigger', 'red', 'anomaly', 'gap'] as const
export type MomentKind = (typeof momentKinds)[number]

export const mostMoments = 500

export const MomentsRequest = z.object({
  capture: z.string().max(128),
  kinds: z.array(z.enum(momentKinds)).min(1),
  limit: z.number().int().min(1).max(mostMoments).default(mostMoments)
})
export type MomentsRequest = Readonly<z.infer<typeof MomentsRequest>>

/** The first events of those kinds, ascending in time. */
export const CaptureMoments = z.object({
  events: z.array(StreamEvent),
  /** There are more of them. */
  more: z.boolean()
})
export type CaptureMoments = Readonly<z.infer<typeof CaptureMoments>>
