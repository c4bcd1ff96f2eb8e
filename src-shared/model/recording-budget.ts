import { z } from 'zod'

/**
 * How much is kept. What is beyond it is removed, the oldest first; never what is pinned or being recorded. null is no
 * limit.
 */
export const RecordingBudget = z.object({
  /** Captures that ended longer ago go. */
  days: z.number().min(0.01).max(36_500).nullable(),
  /** All captures together, on disk. */
  bytes: z.number().min(1_000_000).max(1e15).nullable()
})
export type RecordingBudget = Readonly<z.infer<typeof RecordingBudget>>

/** 20 GB: the most that a disk of a small computer can spare, and months of most devices. */
export const usualBudget: RecordingBudget = { days: null, bytes: 20_000_000_000 }

export const unlimitedBudget: RecordingBudget = { days: null, bytes: null }
