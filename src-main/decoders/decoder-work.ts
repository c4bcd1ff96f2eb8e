import { formatNames, type FormatChoice, type FormatName } from '@shared/model/format'
import type { RejectList } from './decoder'
import type { KnownLayout } from './known-layout'
import { LineTimes } from './line-times'
import { Misfits, type LineOf } from './misfits'
import { carriageReturn, lineFeed, type ReaderContext } from './reader'
import { Table } from './table'

/**
 * Why the reading goes on: more `lines` are at hand, the stream has a `break` (a gap or a new connection), it has
 * `ended`, or the user has chosen another format.
 */
export type Signal = 'lines' | 'break' | 'ended' | 'chosen'

/** What detecting and reading share: the lines at hand and everything readers work with. */
export class DecoderWork implements ReaderContext {
  readonly table = new Table()
  readonly times: LineTimes
  readonly misfits: Misfits
  /** The lines at hand are `bytes[at, to)`. */
  bytes: Uint8Array = new Uint8Array(0)
  at = 0
  to = 0

  constructor(
    public choice: FormatChoice,
    byteTime: number,
    rejects: RejectList,
    /** What a header of this device said last. */
    public known?: KnownLayout
  ) {
    this.times = new LineTimes(byteTime)
    this.misfits = new Misfits(rejects)
  }

  /** The formats that may be recognised; of several that fit equally well the first one. */
  get allowed(): readonly FormatName[] {
    return this.choice === 'auto' ? formatNames.toReversed() : [this.choice]
  }

  /** A copy of the next line at hand, line end included, neither blank nor a comment; null when there is none. */
  nextLine(): LineOf | null {
    while (this.at < this.to) {
      const start = this.at
      let end = start
      while (this.bytes[end] !== lineFeed && this.bytes[end] !== carriageReturn) end++
      this.at = end + 1
      if (isSkipped(this.bytes, start, end)) continue
      return { bytes: this.bytes.slice(start, end + 1), start: 0, end: end - start, time: this.times.at(end + 1) }
    }
    return null
  }
}

function isSkipped(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  if (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3
  while (at < end && (bytes[at] === 32 || bytes[at] === 9)) at++
  return at >= end || bytes[at] === 35
}
