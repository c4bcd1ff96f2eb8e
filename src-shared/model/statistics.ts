import { z } from 'zod'

const figure = z.number().nullable()

/** Figures over the samples of one channel in a stretch, NaN left out; null where there are too few samples. */
export const ChannelStatistics = z.object({
  channel: z.string(),
  unit: z.string(),
  count: z.number().int(),
  /** Samples that are not numbers. */
  missing: z.number().int(),
  min: figure,
  max: figure,
  mean: figure,
  rms: figure,
  /** Sample standard deviation, n - 1. */
  sigma: figure,
  /** By the trapezoid rule over the sample times in seconds; not across gaps. */
  integral: figure,
  /** Percentiles. */
  p1: figure,
  p5: figure,
  p50: figure,
  p95: figure,
  p99: figure,
  first: figure,
  last: figure
})
export type ChannelStatistics = Readonly<z.infer<typeof ChannelStatistics>>

export const StretchStatistics = z.object({
  from: z.number(),
  to: z.number(),
  /** Rows in the stretch. */
  rows: z.number().int(),
  channels: z.array(ChannelStatistics),
  /** Whether every sample of the stretch was counted, or older ones are only known as minimum and maximum. */
  complete: z.boolean()
})
export type StretchStatistics = Readonly<z.infer<typeof StretchStatistics>>
