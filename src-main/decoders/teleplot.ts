import { LabelledColumns, type NameRanges } from './labelled'
import { DeviceClock } from './device-clock'
import { LineByLine, type LineFormat } from './line-reader'
import { readNumber } from './number'
import type { LineOf } from './misfits'
import type { FormatReader, ReaderContext } from './reader'
import { RowAssembler } from './row-assembler'
import { parseTeleplot, type TeleplotLine } from './teleplot-line'
import { decodeText, isPrintable } from './text'

const encoder = new TextEncoder()
/** Colours of log lines (ECMA-48 SGR; ESP-IDF writes them), which are no sign of garbage. */
const colours = /\u001b\[[\d;]*m/g

/**
 * Teleplot lines, `>name:time:value§unit|flags`. Lines without `>` are log text: they are passed over without being
 * counted as bad, but only when they are readable text. Times are the device's own, fitted to the host's clock.
 * Format: https://github.com/nesnes/teleplot
 */
export function createTeleplotReader(context: ReaderContext): FormatReader {
  return new LineByLine(context, new TeleplotFormat(context))
}

class TeleplotFormat implements LineFormat {
  readonly comments = false
  private readonly clock = new DeviceClock()
  private readonly names: LabelledColumns
  private readonly rows: RowAssembler
  private newest = -Infinity
  private readonly ranges: NameRanges = { count: 0, starts: [], ends: [], columns: [] }

  constructor(private readonly context: ReaderContext) {
    this.names = new LabelledColumns(context)
    this.rows = new RowAssembler(context.table)
  }

  get detail(): string {
    return `${this.names.size} name${this.names.size === 1 ? '' : 's'}`
  }

  line(line: LineOf): void {
    if (this.readPlain(line)) return
    const { misfits } = this.context
    const text = decodeText(line.bytes, line.start, line.end)
    if (text === null) return misfits.reject('invalid-utf8', 'not UTF-8', line)
    if (!text.startsWith('>')) {
      if (!isPrintable(text.replaceAll('\t', ' ').replace(colours, '')))
        return misfits.reject('malformed', 'neither a value nor readable text', line)
      misfits.settle()
      return misfits.note(line)
    }
    const parsed = parseTeleplot(text)
    if ('reason' in parsed) return misfits.reject(parsed.reason, parsed.detail, line)
    if (parsed.points.length === 0) return this.accept()
    const columns = this.columnsOf(parsed, line)
    if (columns === null) return
    this.accept()
    if (parsed.unit !== '') for (const column of columns) this.context.table.setUnit(column, parsed.unit)
    for (const { values, stamp } of parsed.points)
      if (columns.length === 1) this.add(columns[0], values[0], line.time, stamp)
      else this.rows.row(columns, values, this.inOrder(this.fitted(stamp, line.time)))
  }

  flush(): void {
    this.rows.flush()
  }

  /** The usual line, `>name:value` or `>name:time:value` with a known name, without making a string of it. */
  private readPlain({ bytes, start, end, time }: LineOf): boolean {
    if (bytes[start] !== 62) return false
    const name = bytes.indexOf(58, start)
    if (name < 0 || name >= end) return false
    const column = this.names.find(bytes, start + 1, name)
    if (column < 0) return false
    const second = bytes.indexOf(58, name + 1)
    const hasTime = second > 0 && second < end
    const value = readNumber(bytes, hasTime ? second + 1 : name + 1, end)
    const stamp = hasTime ? readNumber(bytes, name + 1, second) : NaN
    if (value === undefined || stamp === undefined) return false
    this.accept()
    this.add(column, value, time, Number.isFinite(stamp) ? stamp : NaN)
    return true
  }

  private add(column: number, value: number, time: number, stamp: number): void {
    this.rows.add(column, value, this.inOrder(this.fitted(stamp, time)), stamp)
  }

  private fitted(stamp: number, time: number): number {
    return Number.isNaN(stamp) ? time : this.clock.fit(stamp, time)
  }

  private accept(): void {
    this.context.misfits.progress++
    this.context.misfits.settle()
  }

  /** Rows never go back in time, though one name's points may lie before another's. */
  private inOrder(time: number): number {
    this.newest = Math.max(this.newest, time)
    return this.newest
  }

  private columnsOf(parsed: TeleplotLine, line: LineOf): readonly number[] | null {
    const { ranges } = this
    const bytes = encoder.encode(parsed.names.join(''))
    ranges.count = 0
    let at = 0
    for (const name of parsed.names) {
      ranges.starts[ranges.count] = at
      at += encoder.encode(name).length
      ranges.ends[ranges.count++] = at
    }
    return this.names.columnsOf(line, ranges, bytes)
  }
}
