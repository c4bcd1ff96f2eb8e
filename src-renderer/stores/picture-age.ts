import type { CaptureInfo } from '@shared/model/capture'

/** ms a recording must have gone on, and the share of its length, before its picture would look different. */
const leastGrowth = 10_000
const visibleGrowth = 0.05

/**
 * Whether a picture of a capture that was made when it ended at `drawnUntil` is out of date. A long recording is drawn
 * ever more rarely, for each picture reads all of it.
 */
export function isPictureOld({ status, start, end }: CaptureInfo, drawnUntil: number): boolean {
  return status === 'recording' && end - drawnUntil >= Math.max(leastGrowth, (end - start) * visibleGrowth)
}
