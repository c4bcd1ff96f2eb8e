import type { LineOf } from './misfits'
import { carriageReturn, lineFeed, type FormatReader, type ReaderContext } from './reader'

/** A format that is read a line at a time. */
export interface LineFormat {
  readonly detail: string
  /** Whether a line that begins with `#` is a comment. */
  readonly comments: boolean
  /** Reads one line, neither blank nor a comment, without byte order mark and surrounding spaces. */
  line(line: LineOf): void
  flush(): void
}

/** Cuts the lines for a format that is read a line at a time; blank lines and comments are skipped. */
export class LineByLine implements FormatReader {
  constructor(
    private readonly context: ReaderContext,
    private readonly format: LineFormat
  ) {
    context.misfits.patience = 50
    context.table.relabel()
    context.table.fillAllBut(null)
  }

  get detail(): string {
    return this.format.detail
  }

  read(bytes: Uint8Array, from: number, to: number): number {
    const { times, misfits, table } = this.context
    let at = from
    while (at < to && !misfits.exhausted) {
      let start = at
      let end = at
      while (bytes[end] !== lineFeed && bytes[end] !== carriageReturn) end++
      at = end + 1
      if (bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) start += 3
      while (start < end && isBlank(bytes[start])) start++
      while (start < end && isBlank(bytes[end - 1])) end--
      if (start >= end) continue
      if (bytes[start] === 35 && this.format.comments) {
        misfits.settle()
        continue
      }
      const time = times.at(at)
      table.now = time
      this.format.line({ bytes, start, end, time })
    }
    return at
  }

  flush(): void {
    this.format.flush()
  }
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9
}
