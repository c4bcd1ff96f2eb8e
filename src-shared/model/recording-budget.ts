import { z } from 'zod'

/**
 * How much is kept. What is beyond it is removed, the oldest first; never what is pinned or being recorded. null is no
 * limit.
 */
export const RecordingBudget = z.object({
  /** Captures that ended longer ago go. */
  days: z.number().min(0.01).max(36_500).nullable(),
  /** All captures together, on disk. */
  bytes: z.number().min(1_000_000).max(1e15).nullable(),
  /** A recording goes on in another capture after so many hours, or so many bytes on disk: a budget removes whole ones. */
  partHours: z.number().min(0.05).max(8784).default(24),
  partBytes: z.number().min(1_000_000).max(1e13).default(2_000_000_000)
})
export type RecordingBudget = Readonly<z.infer<typeof RecordingBudget>>

/** 20 GB: the most that a disk of a small computer can spare, and months of most devices. */
export const usualBudget: RecordingBudget = RecordingBudget.parse({ days: null, bytes: 20_000_000_000 })

export const unlimitedBudget: RecordingBudget = { ...usualBudget, bytes: null }
