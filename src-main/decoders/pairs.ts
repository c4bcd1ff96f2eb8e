import type { RejectReason } from '@shared/model/format'
import type { LineFormat } from './line-reader'
import { LabelledColumns, type NameRanges } from './labelled'
import type { LineOf } from './misfits'
import { readNumber } from './number'
import type { ReaderContext } from './reader'
import { RowAssembler } from './row-assembler'

/** The pairs of a line; one object is filled again for every line. */
export interface Pairs extends NameRanges {
  readonly values: number[]
}

export function emptyPairs(): Pairs {
  return { count: 0, starts: [], ends: [], columns: [], values: [] }
}

/** Why a line holds no pairs. */
export interface PairsProblem {
  readonly reason: RejectReason
  readonly detail: string
}

/**
 * Reads `name<mark>value` pairs between commas, semicolons, tabs or spaces into `pairs`; null when all went well. A name
 * goes up to its mark and may hold spaces, so `Label 1:10 Label 2:20` are two pairs; spaces around the mark are allowed.
 */
export function readPairs(
  bytes: Uint8Array,
  start: number,
  end: number,
  mark: number,
  pairs: Pairs
): PairsProblem | null {
  pairs.count = 0
  pairs.values.length = 0
  let at = start
  while (at < end) {
    while (at < end && isSeparator(bytes[at])) at++
    if (at === end) break
    const nameStart = at
    while (at < end && bytes[at] !== mark && !isHardSeparator(bytes[at]) && isNamePart(bytes[at])) at++
    if (at === end || bytes[at] !== mark) return { reason: 'malformed', detail: 'text that is no pair' }
    let nameEnd = at
    while (nameEnd > nameStart && bytes[nameEnd - 1] === 32) nameEnd--
    if (nameEnd === nameStart) return { reason: 'empty-name', detail: 'a value without a name' }
    at++
    while (at < end && bytes[at] === 32) at++
    const valueStart = at
    while (at < end && !isSeparator(bytes[at])) at++
    const value = readNumber(bytes, valueStart, at)
    if (value === undefined)
      return { reason: 'not-a-number', detail: `the value of pair ${pairs.count + 1} is not a number` }
    pairs.starts[pairs.count] = nameStart
    pairs.ends[pairs.count] = nameEnd
    pairs.values[pairs.count] = value
    pairs.count++
  }
  return pairs.count > 0 ? null : { reason: 'malformed', detail: 'no pair' }
}

function isSeparator(code: number): boolean {
  return code === 32 || isHardSeparator(code)
}

function isHardSeparator(code: number): boolean {
  return code === 44 || code === 9 || code === 59
}

/** Marks of other formats (`"`, `:`, `<`, `=`, `>`, `{`, `}`) are no part of a name. */
function isNamePart(code: number): boolean {
  return code !== 34 && code !== 58 && !(code >= 60 && code <= 62) && code !== 123 && code !== 125
}

/** A format of pairs: `labels` and `keyvalue` differ only in their mark. */
export class PairsFormat implements LineFormat {
  readonly comments = true
  private readonly pairs = emptyPairs()
  private readonly names: LabelledColumns
  private readonly rows: RowAssembler

  constructor(
    private readonly context: ReaderContext,
    private readonly mark: number
  ) {
    this.names = new LabelledColumns(context)
    this.rows = new RowAssembler(context.table)
  }

  get detail(): string {
    return `${this.names.size} name${this.names.size === 1 ? '' : 's'}`
  }

  line(line: LineOf): void {
    const { pairs } = this
    const problem = readPairs(line.bytes, line.start, line.end, this.mark, pairs)
    if (problem !== null) return this.context.misfits.reject(problem.reason, problem.detail, line)
    const columns = this.names.columnsOf(line, pairs)
    if (columns === null) return
    this.context.misfits.progress++
    if (pairs.count === 1) this.rows.add(columns[0], pairs.values[0], line.time, NaN)
    else this.rows.row(columns, pairs.values, line.time)
  }

  flush(): void {
    this.rows.flush()
  }
}
