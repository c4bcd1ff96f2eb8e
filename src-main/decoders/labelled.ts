import { isLabel } from './channel-label'
import type { LineOf } from './misfits'
import { NameIndex } from './name-index'
import type { ReaderContext } from './reader'
import { decodeText } from './text'

/** After so many good lines the names are known: one that is new is believed only when it comes a second time. */
const learningLines = 20
const keptStrangers = 64

/**
 * The columns of names sent with their values. A line whose name cannot be one is rejected, and so is, once the names
 * are learned, the first line with a new name: a flipped bit in a name would otherwise make a channel for ever.
 */
export class LabelledColumns {
  private readonly index = new NameIndex()
  private lines = 0
  private readonly strangers = new Set<string>()

  constructor(private readonly context: ReaderContext) {}

  /** Number of names seen. */
  get size(): number {
    return this.index.size
  }

  /** The column of a name already known, -1 otherwise. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.index.find(bytes, start, end)
  }

  /**
   * The columns of the names in `bytes[starts[i], ends[i])`, or null when the line was rejected. Names are registered for the whole line or not at all.
   */
  columnsOf(line: LineOf, names: NameRanges, bytes = line.bytes): readonly number[] | null {
    const { columns, starts, ends, count } = names
    let known = true
    for (let place = 0; place < count; place++) {
      const column = this.index.find(bytes, starts[place], ends[place])
      columns[place] = column
      if (column < 0) known = false
    }
    columns.length = count
    if (!known && !this.register(line, names, bytes)) return null
    this.lines++
    return columns
  }

  private register(line: LineOf, names: NameRanges, bytes: Uint8Array): boolean {
    const { misfits, table } = this.context
    const { columns, starts, ends, count } = names
    const labels: string[] = []
    for (let place = 0; place < count; place++) {
      if (columns[place] >= 0) continue
      const label = decodeText(bytes, starts[place], ends[place])
      if (label === null) return this.refuse('invalid-utf8', 'a name is not UTF-8', line)
      if (!isLabel(label)) return this.refuse('malformed', 'a name with invisible characters or too long', line)
      labels.push(label)
    }
    if (misfits.atBeginning && columns[0] < 0 && this.index.isRest(bytes, starts[0], ends[0]))
      return this.refuse('malformed', 'the rest of a name', line)
    if (this.lines >= learningLines && !labels.every(label => this.strangers.has(label))) {
      for (const label of labels) this.meet(label)
      return this.refuse('malformed', `new name ${JSON.stringify(labels[0].slice(0, 40))}, waiting for a second`, line)
    }
    const fresh = table.columnsOf([...new Set(labels)])
    if (fresh === null) return this.refuse('too-many-channels', 'no room for another channel', line)
    for (let place = 0; place < count; place++) {
      if (columns[place] >= 0) continue
      const column = table.columnOf(labels.shift() ?? '') ?? -1
      columns[place] = column
      this.index.add(bytes, starts[place], ends[place], column)
    }
    return true
  }

  private meet(label: string): void {
    if (this.strangers.size === keptStrangers)
      for (const oldest of this.strangers) {
        this.strangers.delete(oldest)
        break
      }
    this.strangers.add(label)
  }

  private refuse(reason: 'invalid-utf8' | 'malformed' | 'too-many-channels', detail: string, line: LineOf): false {
    this.context.misfits.reject(reason, detail, line)
    return false
  }
}

/** The names of a line by place; one object is filled again for every line. */
export interface NameRanges {
  count: number
  readonly starts: number[]
  readonly ends: number[]
  /** Filled by `columnsOf`. */
  readonly columns: number[]
}
