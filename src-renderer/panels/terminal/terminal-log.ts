import type { RawFrame } from '@shared/wire/live'
import { hexRows } from './hex-rows'
import { type LineEnding, lineSplitter, type RawPiece, type SplitLine, type Splitter } from './line-splitter'

/** One line of a terminal. Never changed; the open one is replaced. */
export interface TerminalLine {
  /** Counts the lines; the same for an open line and what it becomes. */
  readonly key: number
  readonly kind: 'received' | 'sent' | 'skipped'
  /** When its first byte was read or sent, ms. */
  readonly time: number
  /** Empty where bytes were skipped. */
  readonly bytes: Uint8Array
  readonly ending: LineEnding
  readonly open: boolean
  /** Bytes that are not here, because the engine had to forget them. */
  readonly skipped: number
}

/** How bytes are cut: into lines of text, or into rows of so many bytes. */
export type Cutting = 'text' | 4 | 8 | 16

/** Lines longer than this are cut, bytes. */
export const longestLine = 1000
export const mostLines = 20_000
export const mostBytes = 1_048_576
/** Lines past the bound that may wait to be dropped together: dropping one by one would move the others every time. */
const slack = 2000

interface LogPiece extends RawPiece {
  readonly sent: boolean
  /** Bytes that are missing before it. */
  readonly skipped: number
}

/** The newest bytes of a session and the lines they make, bounded in both. Not reactive; `version` tells of changes. */
export class TerminalLog {
  version = 0
  #pieces: LogPiece[] = []
  #bytes = 0
  #lines: TerminalLine[] = []
  #lineBytes = 0
  #key = 0
  #cutting: Cutting
  #splitter: Splitter
  /** Where the open line is, -1 when there is none. */
  #open = -1

  constructor(cutting: Cutting) {
    this.#cutting = cutting
    this.#splitter = splitterOf(cutting)
  }

  /** Oldest first. The array is the log's own and changes. */
  get lines(): readonly TerminalLine[] {
    return this.#lines
  }

  /** Takes over what a frame brings; nothing of the frame is kept. */
  take({ bytes, ends, times, sent, skipped }: RawFrame): void {
    this.version++
    const all = bytes.slice()
    let start = 0
    for (const [at, end] of ends.entries()) {
      const missing = at === 0 ? skipped : 0
      this.#keep({ bytes: all.subarray(start, end), time: times[at], sent: sent[at] === 1, skipped: missing })
      start = end
    }
    this.#trim()
  }

  /** Cuts everything that is kept anew. */
  cut(cutting: Cutting): void {
    if (cutting === this.#cutting) return
    this.#cutting = cutting
    this.#reset()
    for (const piece of this.#pieces) this.#split(piece)
    this.#trim()
  }

  clear(): void {
    this.#pieces = []
    this.#bytes = 0
    this.#reset()
  }

  #reset(): void {
    this.version++
    this.#lines = []
    this.#lineBytes = 0
    this.#open = -1
    this.#splitter = splitterOf(this.#cutting)
  }

  #keep(piece: LogPiece): void {
    this.#pieces.push(piece)
    this.#bytes += piece.bytes.length
    this.#split(piece)
  }

  #split(piece: LogPiece): void {
    const { bytes, time, sent, skipped } = piece
    if (skipped > 0) {
      this.#close()
      this.#add({ kind: 'skipped', time, bytes: bytes.subarray(0, 0), ending: 'none', open: false, skipped })
    }
    if (bytes.length === 0) return
    if (sent) {
      // A row of a dump must not hold what came both before and after; a line of text goes on behind it.
      if (this.#cutting !== 'text') this.#close()
      for (const line of splitterOf(this.#cutting).send(piece)) this.#add(lineOf('sent', { ...line, open: false }))
      return
    }
    for (const line of this.#splitter.send(piece)) {
      if (this.#open >= 0) this.#replace(lineOf('received', line))
      else this.#add(lineOf('received', line))
      if (line.open) this.#open = this.#open < 0 ? this.#lines.length - 1 : this.#open
      else this.#open = -1
    }
  }

  /** What is open stays as it is. */
  #close(): void {
    if (this.#open < 0) return
    this.#replace({ ...this.#lines[this.#open], open: false })
    this.#open = -1
    this.#splitter = splitterOf(this.#cutting)
  }

  #add(line: Omit<TerminalLine, 'key'>): void {
    this.#lines.push({ key: ++this.#key, ...line })
    this.#lineBytes += line.bytes.length
  }

  #replace(line: Omit<TerminalLine, 'key'>): void {
    const before = this.#lines[this.#open]
    this.#lineBytes += line.bytes.length - before.bytes.length
    this.#lines[this.#open] = { ...line, key: before.key }
  }

  #trim(): void {
    let pieces = 0
    while (this.#bytes > mostBytes) this.#bytes -= this.#pieces[pieces++].bytes.length
    if (pieces > 0) this.#pieces.splice(0, pieces)
    let lines = 0
    while (this.#lineBytes > mostBytes) this.#lineBytes -= this.#lines[lines++].bytes.length
    if (this.#lines.length - lines > mostLines + slack)
      while (this.#lines.length - lines > mostLines) this.#lineBytes -= this.#lines[lines++].bytes.length
    if (lines === 0) return
    this.#lines.splice(0, lines)
    this.#open = Math.max(-1, this.#open - lines)
    if (this.#open < 0) this.#splitter = splitterOf(this.#cutting)
  }
}

function lineOf(kind: TerminalLine['kind'], { time, bytes, ending, open }: SplitLine): Omit<TerminalLine, 'key'> {
  return { kind, time, bytes, ending, open, skipped: 0 }
}

function splitterOf(cutting: Cutting): Splitter {
  return cutting === 'text' ? lineSplitter(longestLine) : hexRows(cutting)
}
