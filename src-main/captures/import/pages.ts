import type { Batch } from '@shared/model/batch'
import type { Channel } from '@shared/model/channel'
import type { Item } from '@shared/model/item'

/** Rows of a page; DuckDB's vector size, as the recorder's chunks have. */
const pageRows = 2048
const none: readonly never[] = []

/** Gathers rows into batches with memory of their own. Channels may come later; rows before have no value for them. */
export class Pages {
  channels: readonly Channel[] = []
  private columns: Float64Array[] = []
  private time = new Float64Array(pageRows)
  private count = 0
  private before = 0
  private ready: Item[] = []

  /** Rows so far. */
  get rows(): number {
    return this.before + this.count
  }

  addChannels(added: readonly { readonly name: string; readonly unit: string }[]): void {
    if (added.length === 0) return
    this.cut()
    const from = this.channels.length
    this.channels = [...this.channels, ...added.map(({ name, unit }, place) => ({ index: from + place, name, unit }))]
    this.columns = this.channels.map(() => new Float64Array(pageRows))
  }

  /** One row; `values` has a number for each of the first channels, the others have none. */
  add(time: number, values: ArrayLike<number>): void {
    const { columns, count } = this
    this.time[count] = time
    for (let column = 0; column < columns.length; column++)
      columns[column][count] = column < values.length ? values[column] : NaN
    if (++this.count === pageRows) this.cut()
  }

  /** Something that happened after the rows so far. */
  note(item: Item): void {
    this.cut()
    this.ready.push(item)
  }

  /** What is complete; what is answered belongs to the caller. */
  take(): readonly Item[] {
    const { ready } = this
    this.ready = []
    return ready
  }

  finish(): readonly Item[] {
    this.cut()
    return this.take()
  }

  private cut(): void {
    if (this.count === 0) return
    const { channels, count, columns, time, before: first } = this
    const batch: Batch = {
      kind: 'batch',
      channels,
      first,
      count,
      time,
      value: columns,
      mean: none,
      deviation: none,
      score: none,
      anomaly: none,
      state: none
    }
    this.ready.push(batch)
    this.before += count
    this.count = 0
    this.time = new Float64Array(pageRows)
    this.columns = channels.map(() => new Float64Array(pageRows))
  }
}
