import { type RecordingBudget, usualBudget } from '@shared/model/recording-budget'

/** When a recording goes on in another capture. */
export interface RollLimits {
  /** Age of a capture, ms. */
  readonly age: number
  /** Its bytes on disk. */
  readonly size: number
}

export function rollLimits({ partHours, partBytes }: RecordingBudget): RollLimits {
  return { age: partHours * 3_600_000, size: partBytes }
}

export const usualRollLimits = rollLimits(usualBudget)
