import type { ImportProblem } from '@shared/model/import'

/** Why a row or a value is not in the capture. */
export type RejectedWhy =
  | 'wrong-field-count'
  | 'not-a-time'
  | 'not-a-number'
  | 'time-goes-back'
  | 'too-long'
  | 'malformed'
  | 'unclosed-quote'
  | 'too-many-channels'

/** Problems that are kept one by one. */
const keptProblems = 100

/** What an import has read so far, and what of it is no row of the capture. */
export class ImportTally {
  rows = 0
  /** Of the file's bytes. */
  read = 0
  readonly rejected: Record<string, number> = {}
  readonly problems: ImportProblem[] = []
  /** Parts of the file that are not in the capture, in words. */
  readonly leftOut = new Set<string>()

  reject(why: RejectedWhy, line: number | null, message: string): void {
    this.rejected[why] = (this.rejected[why] ?? 0) + 1
    if (this.problems.length < keptProblems) this.problems.push({ line, message })
  }
}
