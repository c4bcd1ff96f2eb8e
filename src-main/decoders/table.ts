import type { Batch } from '@shared/model/batch'
import type { Channel } from '@shared/model/channel'
import type { StreamEvent } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import { cleanUnit, maximumChannels, splitLabel, unnamedLabel, type ChannelLabel } from './channel-label'

const none: readonly never[] = []
const smallest = 64

/**
 * The rows being read: one column a channel, kept from send to send and written in place, and what is answered for the
 * item at hand. A row is there once `rows` counts it; what a rejected line wrote behind is overwritten.
 */
export class Table {
  channels: readonly Channel[] = []
  columns: Float64Array[] = []
  time: Float64Array = new Float64Array(smallest)
  /** Rows in the columns; those before `base` are already in a batch of this send. */
  rows = 0
  /** When the line at hand ended: the time of events about channels. */
  now = 0
  /** Columns that the rows at hand say nothing of: they are filled with NaN when a batch is cut. */
  private idle: readonly number[] = none
  private base = 0
  private before = 0
  private answer: Item[] = []
  private readonly byLabel = new Map<string, number>()
  private readonly byName = new Map<string, number>()
  private readonly claimed = new Set<number>()
  private readonly unnamed = new Set<number>()

  /** Rows of the session so far. */
  get total(): number {
    return this.before + this.rows - this.base
  }

  /** Batches answered before are no longer lent: their storage is used again. */
  begin(): void {
    this.rows = 0
    this.base = 0
    this.answer = []
  }

  finish(): readonly Item[] {
    this.cut()
    return this.answer
  }

  /** The event, after every row read before it. */
  emit(event: StreamEvent): void {
    this.cut()
    this.answer.push(event)
  }

  /** Makes room for `rows` more. */
  reserve(rows: number): void {
    const needed = this.rows + rows
    if (needed <= this.time.length) return
    const pending = this.rows - this.base
    // Doubled from what is not yet in a batch, so that one large read does not make every later one large.
    const capacity = Math.max(smallest, 2 * pending, pending + rows)
    const move = (column: Float64Array): Float64Array => {
      const larger = new Float64Array(capacity)
      larger.set(column.subarray(this.base, this.rows))
      return larger
    }
    this.time = move(this.time)
    this.columns = this.columns.map(move)
    this.rows = pending
    this.base = 0
  }

  /** One row from `values`, a number a channel. */
  append(time: number, values: Float64Array): void {
    this.reserve(1)
    const { columns, rows } = this
    for (let column = 0; column < columns.length; column++) columns[column][rows] = values[column]
    this.time[rows] = time
    this.rows++
  }

  /** From here on rows have values in `columns` only and NaN in all others; null: whoever adds a row fills it. */
  fillAllBut(columns: readonly number[] | null): void {
    this.cut()
    const used = new Set(columns)
    this.idle = columns === null ? none : this.channels.map(channel => channel.index).filter(index => !used.has(index))
  }

  /** From here on labels are another format's or header's: names that agree keep their columns. */
  relabel(): void {
    this.byLabel.clear()
    this.claimed.clear()
  }

  /** The column a label has, or undefined while it has none. */
  columnOf(label: string): number | undefined {
    return this.byLabel.get(label)
  }

  /**
   * The columns of `labels`, new ones where a label has none; null, and nothing changed, when there would be too many.
   * Unnamed columns listed in `rename` (by place) take the name of their label instead.
   */
  columnsOf(labels: readonly string[], rename: readonly number[] = none): number[] | null {
    const columns = labels.map(label => this.byLabel.get(label) ?? -1)
    if (!columns.includes(-1)) return columns
    const repeated = repeatedNames(labels)
    const needed = new Set(labels.filter(label => this.isNew(label, repeated))).size
    const renamed = rename.filter(column => this.unnamed.has(column)).length
    if (this.channels.length + Math.max(0, needed - renamed) > maximumChannels) return null
    const next = [...this.channels]
    let changed = false
    const result = labels.map((label, place) => {
      const known = this.byLabel.get(label)
      if (known !== undefined) return known
      let wanted = wantedLabel(label, repeated)
      const taken = this.byName.get(wanted.name)
      if (taken !== undefined && !this.claimed.has(taken)) {
        if (next[taken].unit === '' && wanted.unit !== '') {
          next[taken] = { ...next[taken], unit: wanted.unit }
          changed = true
        }
        return this.claim(label, taken)
      }
      if (taken !== undefined) wanted = { name: this.freeName(label.trim()), unit: '' }
      const old = rename[place]
      const index = old !== undefined && this.unnamed.has(old) ? old : next.length
      if (index < next.length) {
        this.byLabel.delete(next[index].name)
        this.byName.delete(next[index].name)
      }
      next[index] = { index, name: wanted.name, unit: wanted.unit }
      this.byName.set(wanted.name, index)
      this.unnamed.delete(index)
      changed = true
      return this.claim(label, index)
    })
    if (changed) this.replace(next)
    return result
  }

  /** The columns of `count` fields without names; null when there would be too many. */
  unnamedColumns(count: number, known: readonly number[] = none): number[] | null {
    if (this.channels.length + Math.max(0, count - known.length) > maximumChannels) return null
    const labels = Array.from({ length: count - known.length }, (_, place) => unnamedLabel(known.length + place))
    const before = this.channels.length
    const columns = this.columnsOf(labels)
    for (let index = before; index < this.channels.length; index++) this.unnamed.add(index)
    return columns === null ? null : [...known, ...columns]
  }

  /** The columns' names are guesses: a header may rename them. */
  forgetNames(columns: readonly number[]): void {
    for (const column of columns) this.unnamed.add(column)
  }

  /** A unit that came after the name; a unit once known stays. */
  setUnit(index: number, text: string): void {
    const unit = cleanUnit(text)
    if (unit === '' || this.channels[index].unit !== '') return
    this.replace(this.channels.map(channel => (channel.index === index ? { ...channel, unit } : channel)))
  }

  private claim(label: string, index: number): number {
    this.byLabel.set(label, index)
    this.claimed.add(index)
    return index
  }

  private isNew(label: string, repeated: ReadonlySet<string>): boolean {
    if (this.byLabel.has(label)) return false
    const taken = this.byName.get(wantedLabel(label, repeated).name)
    return taken === undefined || this.claimed.has(taken)
  }

  private freeName(name: string): string {
    for (let number = 2; this.byName.has(name); number++) name = `${name.replace(/_\d+$/, '')}_${number}`
    return name
  }

  private replace(channels: readonly Channel[]): void {
    this.cut()
    this.answer.push({ kind: 'channels', time: this.now, names: channels.map(channel => channel.name) })
    if (channels.length > this.columns.length) {
      // Columns already lent stay as they are; small new ones, so that many channels never meet a large capacity.
      this.columns = channels.map(() => new Float64Array(smallest))
      this.time = new Float64Array(smallest)
      this.rows = 0
      this.base = 0
    }
    this.channels = channels
  }

  private cut(): void {
    const { base, rows } = this
    if (rows === base) return
    for (const column of this.idle) this.columns[column].fill(NaN, base, rows)
    const whole = base === 0
    const batch: Batch = {
      kind: 'batch',
      channels: this.channels,
      first: this.before,
      count: rows - base,
      time: whole ? this.time : this.time.subarray(base),
      value: whole ? this.columns : this.columns.map(column => column.subarray(base)),
      mean: none,
      deviation: none,
      score: none,
      anomaly: none,
      state: none
    }
    this.answer.push(batch)
    this.before += rows - base
    this.base = rows
  }
}

function wantedLabel(label: string, repeated: ReadonlySet<string>): ChannelLabel {
  const split = splitLabel(label)
  return repeated.has(split.name) ? { name: label.trim(), unit: '' } : split
}

/** Names that two labels would share once their units are taken off, as `acc (x)` and `acc (y)` do. */
function repeatedNames(labels: readonly string[]): ReadonlySet<string> {
  const seen = new Map<string, string>()
  const repeated = new Set<string>()
  for (const label of labels) {
    const { name } = splitLabel(label)
    const other = seen.get(name)
    if (other !== undefined && other !== label) repeated.add(name)
    seen.set(name, label)
  }
  return repeated
}
