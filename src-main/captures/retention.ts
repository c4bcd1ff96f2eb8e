import type { CaptureInfo } from '@shared/model/capture'
import type { RecordingBudget } from '@shared/model/recording-budget'

const day = 86_400_000

/** What the budget looks at. */
export type Kept = Pick<CaptureInfo, 'id' | 'run' | 'start' | 'end' | 'made' | 'status' | 'bytesOnDisk'> & {
  readonly notes: { readonly pinned: boolean }
}

/**
 * The captures that have to go so that the rest is within the budget, the oldest first: those that ended too long ago, then
 * as many as it takes. Never one that is pinned or being recorded, though their bytes count; never one more than needed.
 * A pin holds all parts of its recording. What was imported or decoded is as old as its making, not as what is in it.
 */
export function beyondBudget(captures: readonly Kept[], { days, bytes }: RecordingBudget, now: number): string[] {
  const pinned = new Set(captures.filter(({ notes }) => notes.pinned).map(runOf))
  const removable = captures
    .filter(capture => capture.status !== 'recording' && !pinned.has(runOf(capture)))
    .sort((one, other) => beginOf(one) - beginOf(other) || (one.id < other.id ? -1 : 1))
  const old = new Set(
    days === null ? [] : removable.filter(({ made, end }) => (made ?? end) < now - days * day).map(({ id }) => id)
  )
  let used = captures.reduce((sum, { id, bytesOnDisk }) => sum + (old.has(id) ? 0 : bytesOnDisk), 0)
  return removable.flatMap(({ id, bytesOnDisk }) => {
    if (old.has(id)) return [id]
    if (bytes === null || used <= bytes) return []
    used -= bytesOnDisk
    return [id]
  })
}

function beginOf({ made, start }: Kept): number {
  return made ?? start
}

/** Captures of before there were runs are one each. */
function runOf({ run, id }: Kept): string {
  return run === '' ? id : run
}
