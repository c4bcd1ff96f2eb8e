import { isLabel, maximumChannels, unnamedLabel } from './channel-label'
import { flatten, TooDeep, type Leaf } from './flatten'
import { LineByLine, type LineFormat } from './line-reader'
import type { LineOf } from './misfits'
import type { FormatReader, ReaderContext } from './reader'
import { RowAssembler } from './row-assembler'
import { decodeText } from './text'

/** JSON lines (https://jsonlines.org), e.g. `{"imu":{"accel":{"x":0.1}},"samples":[1,2]}`. */
export function createJsonReader(context: ReaderContext): FormatReader {
  return new LineByLine(context, new JsonFormat(context))
}

/**
 * The value of a line that holds an object or an array, undefined for any other line. Python's `NaN`, `Infinity` and
 * `-Infinity`, which JSON has not, are read: NaN as null, which has no value.
 */
export function parseJsonLine(text: string): object | undefined {
  // Looked at before it is parsed: an error of `JSON.parse` costs some 10 us a line.
  if (!isClosed(text)) return undefined
  for (const candidate of /NaN|Infinity/.test(text) ? [text, withoutWords(text)] : [text])
    try {
      const value: unknown = JSON.parse(candidate)
      return typeof value === 'object' && value !== null ? value : undefined
    } catch {
      continue
    }
  return undefined
}

/** Whether it begins and ends as an object or an array does. */
function isClosed(text: string): boolean {
  const first = text.charCodeAt(0)
  const last = text.trimEnd().at(-1)
  return (first === 123 && last === '}') || (first === 91 && last === ']')
}

function withoutWords(text: string): string {
  return text.replace(/([:[,]\s*)(-?)(NaN|Infinity)(?=\s*[,}\]])/g, (_, before: string, sign: string, word: string) =>
    word === 'NaN' ? `${before}null` : `${before}${sign}1e999`
  )
}

class JsonFormat implements LineFormat {
  readonly comments = true
  private readonly rows: RowAssembler
  private names = 0

  constructor(private readonly context: ReaderContext) {
    this.rows = new RowAssembler(context.table)
  }

  get detail(): string {
    return `${this.names} name${this.names === 1 ? '' : 's'}`
  }

  line(line: LineOf): void {
    const { misfits, table } = this.context
    const text = decodeText(line.bytes, line.start, line.end)
    if (text === null) return misfits.reject('invalid-utf8', 'not UTF-8', line)
    const value = parseJsonLine(text)
    if (value === undefined) return misfits.reject('malformed', 'not a JSON object', line)
    let leaves: readonly Leaf[]
    try {
      leaves = [...flatten(value)]
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error
      return misfits.reject('malformed', error.message, line)
    }
    const labels = leaves.map(([name]) => (Array.isArray(value) ? rootLabel(name) : name))
    const bad = labels.find(label => table.columnOf(label) === undefined && !isLabel(label))
    if (bad === '') return misfits.reject('empty-name', 'a value without a name', line)
    if (bad !== undefined) return misfits.reject('malformed', 'a name with invisible characters or too long', line)
    const columns = table.columnsOf(labels)
    if (columns === null) return misfits.reject('too-many-channels', `more than ${maximumChannels} channels`, line)
    misfits.progress++
    misfits.settle()
    this.names = Math.max(this.names, columns.length)
    // An object of texts only is a message, not a row.
    if (columns.length === 1) this.rows.add(columns[0], leaves[0][1], line.time, NaN)
    else if (columns.length > 1) this.rows.row(columns, leaves.map(valueOf), line.time)
  }

  flush(): void {
    this.rows.flush()
  }
}

function valueOf(leaf: Leaf): number {
  return leaf[1]
}

/** Members of a line that is an array are unnamed columns. */
export function rootLabel(name: string): string {
  const [place, ...rest] = name.split('.')
  return [unnamedLabel(Number(place)), ...rest].join('.')
}
