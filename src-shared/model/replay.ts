import { z } from 'zod'

/** How fast a capture may be played, times as fast as it was recorded. */
export const slowestReplay = 0.1
export const fastestReplay = 1000
export const ReplaySpeed = z.number().min(slowestReplay).max(fastestReplay)

/** How a replay stands. Times are the recorded ones, ms since the epoch. */
export const ReplayStatus = z.object({
  capture: z.string(),
  /** The whole of the capture. */
  from: z.number(),
  to: z.number(),
  position: z.number(),
  /** As asked for. */
  speed: z.number(),
  /** As it is, over about the last second; null before it is known, and while paused. */
  trueSpeed: z.number().nullable(),
  loop: z.boolean(),
  paused: z.boolean(),
  /** Everything has been played; it stands at the end. */
  ended: z.boolean()
})
export type ReplayStatus = Readonly<z.infer<typeof ReplayStatus>>

/** What can be asked of a replay. */
export const ReplayAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pause') }),
  /** From the end it begins anew. */
  z.object({ kind: z.literal('resume') }),
  /** Pauses, and plays this many ms of the recording at once; without them what the device sent next. */
  z.object({ kind: z.literal('step'), milliseconds: z.number().positive().max(86_400_000).optional() }),
  z.object({ kind: z.literal('seek'), time: z.number().finite() }),
  z.object({ kind: z.literal('speed'), speed: ReplaySpeed }),
  z.object({ kind: z.literal('loop'), loop: z.boolean() })
])
export type ReplayAction = Readonly<z.infer<typeof ReplayAction>>
