import type { ImportPlan } from '@shared/model/import'
import type { Pages } from './pages'
import type { ImportTally } from './tally'

/** What a calendar can show. */
const earliest = Date.parse('0001-01-01T00:00:00Z')
const latest = Date.parse('9999-12-31T00:00:00Z')

/**
 * Puts rows into pages in the order of the file, in which times must not fall. One that lies before the row above it is
 * rejected, with one exception: a device's own clock that begins anew (less than half of what it had come to) was
 * started again; its rows go on behind the last one, after a gap.
 */
export class RowOrder {
  private last = -Infinity
  private step = 0
  private offset = 0
  private readonly canRestart: boolean

  constructor(
    private readonly pages: Pages,
    private readonly tally: ImportTally,
    private readonly plan: Pick<ImportPlan, 'timeStyle' | 'start'>
  ) {
    this.canRestart = plan.timeStyle.startsWith('elapsed-')
  }

  /** Whether the row was taken. */
  add(ownTime: number, values: ArrayLike<number>, line: number | null): boolean {
    let time = ownTime + this.offset
    if (!(time >= earliest && time <= latest)) {
      this.tally.reject('not-a-time', line, 'the time is not within the years 1 to 9999')
      return false
    }
    if (time < this.last) {
      if (!this.hasRestarted(ownTime)) {
        const by = this.last - time
        this.tally.reject('time-goes-back', line, `the time goes back by ${durationText(by)}`)
        return false
      }
      this.offset = this.last + this.step - ownTime
      time = ownTime + this.offset
      this.pages.note({ kind: 'gap', from: this.last, time })
    }
    if (time > this.last && Number.isFinite(this.last)) this.step = time - this.last
    this.last = time
    this.pages.add(time, values)
    this.tally.rows++
    return true
  }

  private hasRestarted(ownTime: number): boolean {
    const { start } = this.plan
    return this.canRestart && ownTime - start < (this.last - this.offset - start) / 2
  }
}

function durationText(milliseconds: number): string {
  return milliseconds >= 1000 ? `${Number((milliseconds / 1000).toPrecision(4))} s` : `${milliseconds} ms`
}
