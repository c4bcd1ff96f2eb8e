import { maximumChannels } from './channel-label'
import type { LineOf } from './misfits'
import { carriageReturn, lineFeed, type FormatReader, type ReaderContext } from './reader'
import { readPlainLines, type LoopState } from './separated-loop'
import { fieldNumber, headerLabels, separators, splitFields, type SeparatorName } from './separated-line'
import type { Table } from './table'
import { decodeText } from './text'

/** So many lines in a row with the same larger number of fields, and the table has grown. */
const growsAfter = 3
const patience = { oneColumn: 10, columns: 50 } as const

/** Lines of numbers between separators, `count` fields each, with or without a header. */
export class SeparatedReader implements FormatReader {
  private columns: readonly number[]
  private header: readonly string[] | null = null
  private remembered: readonly string[] | null = null
  private readonly loop: LoopState
  private storage: Table['columns'] | undefined
  private waiting: { readonly labels: readonly string[]; readonly line: LineOf } | null = null
  private other = { count: 0, run: 0, rows: -1 }
  private readonly born: number

  constructor(
    private readonly context: ReaderContext,
    private readonly separator: SeparatorName,
    private count: number,
    known: readonly number[] = []
  ) {
    const { table } = context
    this.columns = known
    this.born = table.total
    this.loop = { separator: separators[separator].charCodeAt(0), fields: [], time: table.time, row: 0 }
    table.relabel()
    table.fillAllBut(known)
    this.adjust()
  }

  get detail(): string {
    const names = this.header?.length ?? 0
    const word = this.count === 1 ? 'one number a line' : this.separator
    if (names === 0 && this.remembered?.length === this.count) return `${word}, ${this.count} names from before`
    if (names === 0) return this.count === 1 ? word : `${word}, ${this.count} columns`
    return `${word}, header with ${names} name${names === 1 ? '' : 's'}`
  }

  /** The columns of the fields, for a reader that takes over. */
  get layout(): { readonly separator: SeparatorName; readonly count: number; readonly columns: readonly number[] } {
    return { separator: this.separator, count: this.count, columns: this.columns }
  }

  /** What the header said, or a header before; null when there was none. */
  get labels(): readonly string[] | null {
    return this.header ?? (this.remembered?.length === this.count ? this.remembered : null)
  }

  /** Names the columns as an earlier header of this device did. They are no more than a guess: a header renames them. */
  remember(labels: readonly string[]): void {
    const columns = this.context.table.columnsOf(labels)
    if (columns === null) return
    this.context.table.forgetNames(columns)
    this.remembered = labels
    this.use(columns)
  }

  read(bytes: Uint8Array, from: number, to: number): number {
    const { misfits, table, times } = this.context
    let at = from
    while (at < to) {
      if (this.columns.length > 0 && this.waiting === null) at = this.readPlain(bytes, at, to)
      if (at === to) break
      let end = at
      while (bytes[end] !== lineFeed && bytes[end] !== carriageReturn) end++
      if (end > at) {
        misfits.progress = table.total
        const time = times.at(end + 1)
        table.now = time
        this.readLine({ bytes, start: at, end, time })
      }
      at = end + 1
      if (misfits.exhausted) break
    }
    misfits.progress = table.total
    return at
  }

  flush(): void {
    if (this.waiting === null) return
    if (this.context.table.total === this.born) this.adopt(this.waiting.labels)
    else this.refuse(this.waiting.line)
    this.waiting = null
  }

  private readPlain(bytes: Uint8Array, at: number, to: number): number {
    const { table, times } = this.context
    // A line of n fields has at least 2n bytes.
    table.reserve(Math.ceil((to - at) / (2 * this.columns.length)))
    if (this.storage !== table.columns) {
      this.storage = table.columns
      this.loop.fields = this.columns.map(column => table.columns[column])
      this.loop.time = table.time
    }
    this.loop.row = table.rows
    const stop = readPlainLines(bytes, at, to, this.loop, times)
    table.rows = this.loop.row
    return stop
  }

  /** Any line the plain loop leaves: the full reading, which says what is wrong with it. */
  private readLine(line: LineOf): void {
    const { misfits } = this.context
    const { bytes, end, time } = line
    let start = line.start
    if (bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) start += 3
    while (start < end && (bytes[start] === 32 || bytes[start] === 9) && this.separator !== 'tab') start++
    if (start === end) return
    if (bytes[start] === 35) return misfits.settle()
    const text = decodeText(bytes, start, end)
    if (text === null) return this.settleWaiting(null, () => misfits.reject('invalid-utf8', 'not UTF-8', line))
    if (text.trim() === '') return
    const fields = splitFields(text, this.separator)
    const numbers = fields.map(fieldNumber)
    // A separator after the last field separates nothing.
    if (fields.length > 1 && fields.at(-1) === '' && this.fits(fields.length - 1)) {
      fields.pop()
      numbers.pop()
    }
    const values = numbers.filter(number => number !== undefined)
    if (values.length === fields.length)
      return this.settleWaiting(values.length, () => this.readNumbers(values, line, time))
    this.settleWaiting(null, () => this.readWords(fields, numbers, line))
  }

  private fits(count: number): boolean {
    return count === (this.waiting?.labels.length ?? this.count)
  }

  /** A header is taken when the line after it has as many numbers as it has names; else it was none. */
  private settleWaiting(count: number | null, then: () => void): void {
    const waiting = this.waiting
    this.waiting = null
    if (waiting !== null && count === waiting.labels.length) this.adopt(waiting.labels)
    else if (waiting !== null) this.refuse(waiting.line)
    then()
  }

  private refuse(line: LineOf): void {
    this.context.misfits.reject('not-a-number', 'a line of words without numbers after it', line)
  }

  private adopt(labels: readonly string[]): void {
    const { table, misfits } = this.context
    const rename = this.header === null && labels.length >= this.columns.length ? this.columns : []
    table.relabel()
    const columns = table.columnsOf(labels, rename)
    if (columns === null) return
    this.header = labels
    this.count = labels.length
    this.use(columns)
    misfits.settle()
  }

  private use(columns: readonly number[]): void {
    this.columns = columns
    this.context.table.fillAllBut(columns)
    this.storage = undefined
    this.adjust()
  }

  private adjust(): void {
    // With one number a line every other format looks like a misfit: look again soon.
    this.context.misfits.patience = this.count === 1 ? patience.oneColumn : patience.columns
  }

  private readNumbers(values: readonly number[], line: LineOf, time: number): void {
    const { misfits, table } = this.context
    if (values.length > maximumChannels)
      return misfits.reject('too-many-channels', `${values.length} fields, at most ${maximumChannels}`, line)
    if (values.length !== this.count && !this.hasGrown(values.length))
      return misfits.reject('wrong-field-count', `${values.length} fields instead of ${this.count}`, line)
    if (this.columns.length < values.length) {
      const columns = table.unnamedColumns(values.length, this.columns)
      if (columns === null) return misfits.reject('too-many-channels', `more than ${maximumChannels} channels`, line)
      this.count = values.length
      this.use(columns)
    }
    table.reserve(1)
    for (const [field, value] of values.entries()) table.columns[this.columns[field]][table.rows] = value
    table.time[table.rows++] = time
  }

  private hasGrown(count: number): boolean {
    const { table } = this.context
    const again = this.other.count === count && this.other.rows === table.total
    this.other = { count, run: again ? this.other.run + 1 : 1, rows: table.total }
    return count > this.count && this.other.run >= growsAfter
  }

  /** Not only numbers: the header again, a header that comes late, or a bad line. */
  private readWords(fields: readonly string[], numbers: readonly (number | undefined)[], line: LineOf): void {
    const { misfits, table } = this.context
    const labels = headerLabels(fields)
    if (labels !== null && this.header !== null && sameLabels(labels, this.header)) return misfits.settle()
    if (labels !== null && labels.length > maximumChannels)
      return misfits.reject('too-many-channels', `${labels.length} names, at most ${maximumChannels}`, line)
    const start = table.total === this.born
    const late = this.header === null && this.count > 1 && labels?.length === this.count
    if (labels !== null && (start || late || (misfits.withoutProgress && labels.length > 1))) {
      const bytes = line.bytes.slice(line.start, line.end)
      this.waiting = { labels, line: { bytes, start: 0, end: bytes.length, time: line.time } }
      return
    }
    const place = numbers.indexOf(undefined)
    misfits.reject('not-a-number', `field ${place + 1} is ${JSON.stringify(fields[place].slice(0, 40))}`, line)
  }
}

function sameLabels(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((label, place) => label === other[place])
}
