import { maximumChannels } from './channel-label'
import type { Table } from './table'

/**
 * Makes rows of values that come one a line, as in `>a:1`, `>b:2`, `>a:3`: lines up to the repetition of a name are one
 * row, which is complete
 * - when a name comes again, or the first name of the cycle comes while only strangers are waiting,
 * - when the device's own time of the line differs,
 * - at once when every name of the cycle before is there, so that in the steady state no row waits for the next line.
 *
 * A row's time is that of its first line. The cycle is learned from the row before; a name that comes or stops changes it.
 */
export class RowAssembler {
  private readonly values = new Float64Array(maximumChannels).fill(NaN)
  private readonly present = new Uint8Array(maximumChannels)
  private readonly inCycle = new Uint8Array(maximumChannels)
  private waiting: number[] = []
  private cycle: number[] = []
  private missing = 0
  private time = 0
  private stamp = NaN

  constructor(private readonly table: Table) {}

  /** One value; `stamp` is the device's own time, NaN when it gave none. */
  add(column: number, value: number, time: number, stamp: number): void {
    if (this.waiting.length > 0 && this.isNext(column, stamp)) this.complete(true)
    if (this.waiting.length === 0) {
      this.time = time
      this.stamp = stamp
      this.missing = this.cycle.length
    }
    this.waiting.push(column)
    this.present[column] = 1
    this.values[column] = value
    if (this.inCycle[column] === 1 && --this.missing === 0) this.complete(this.waiting.length > this.cycle.length)
  }

  /** A row of its own: `columns[i]` has `values[i]`; a name that comes twice has its last value. */
  row(columns: readonly number[], values: readonly number[], time: number): void {
    this.flush()
    for (let place = 0; place < columns.length; place++) this.values[columns[place]] = values[place]
    this.table.append(time, this.values)
    for (const column of columns) this.values[column] = NaN
  }

  /** Nothing more will come for the row at hand. The cycle is kept. */
  flush(): void {
    if (this.waiting.length > 0) this.complete(false)
  }

  private isNext(column: number, stamp: number): boolean {
    if (this.present[column] === 1 || !Object.is(stamp, this.stamp)) return true
    return column === this.cycle[0] && this.missing === this.cycle.length
  }

  private complete(learn: boolean): void {
    const { waiting } = this
    this.table.append(this.time, this.values)
    if (learn) this.learn(waiting)
    for (const column of waiting) {
      this.present[column] = 0
      this.values[column] = NaN
    }
    this.waiting = []
  }

  private learn(names: readonly number[]): void {
    // Strangers that came alone join the cycle at its end; otherwise the cycle is what this row had.
    const joined = names.every(column => this.inCycle[column] === 0) ? [...this.cycle, ...names] : [...names]
    this.inCycle.fill(0)
    for (const column of joined) this.inCycle[column] = 1
    this.cycle = joined
  }
}
