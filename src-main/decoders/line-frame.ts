import { carriageReturn, lineFeed, maximumLine } from './reader'

/** Bytes are looked at in pieces of this size, so that a line over the limit always shows as a tail over the limit. */
const piece = 32_768

/** What a frame hands on. */
export interface FrameUser {
  /** Whole lines in `bytes[from, to)`; `shift` turns an offset there into one in the bytes fed. */
  lines(bytes: Uint8Array, from: number, to: number, shift: number): void
  /** A line grew over the limit; `bytes[0, length)` is its beginning, `end` where it was given up. */
  tooLong(bytes: Uint8Array, length: number, end: number): void
}

/**
 * Cuts bytes into whole lines, wherever the reads ended. Lines end with `\n`, `\r` or both (the blank line between the
 * two means nothing). Most lines are handed on where they lie; only the piece that reaches from one read into the next is
 * copied. A line over 64 KiB is given up and dropped up to its end: at most about 100 KiB are held.
 */
export class LineFrame {
  private tail = new Uint8Array(1024)
  private length = 0
  private skipping = false

  constructor(private readonly user: FrameUser) {}

  feed(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += piece)
      this.feedPiece(bytes, start, Math.min(bytes.length, start + piece))
  }

  /** Takes out the line begun and not ended, with a line end added; null when there is none. */
  rest(): { readonly bytes: Uint8Array; readonly end: number } | null {
    const { length } = this
    this.skipping = false
    if (length === 0) return null
    this.append(lineEnd, 0, 1)
    this.length = 0
    return { bytes: this.tail, end: length + 1 }
  }

  private feedPiece(bytes: Uint8Array, start: number, end: number): void {
    let at = start
    if (this.length > 0 || this.skipping) {
      while (at < end && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at++
      if (at === end) return this.keep(bytes, start, end)
      at++
      if (!this.skipping) this.complete(bytes, start, at)
      this.skipping = false
    }
    let last = end
    while (last > at && bytes[last - 1] !== lineFeed && bytes[last - 1] !== carriageReturn) last--
    if (last > at) this.user.lines(bytes, at, last, 0)
    this.keep(bytes, last, end)
  }

  private complete(bytes: Uint8Array, start: number, end: number): void {
    this.append(bytes, start, end)
    const { length } = this
    this.length = 0
    if (length - 1 > maximumLine) this.user.tooLong(this.tail, length - 1, end)
    else this.user.lines(this.tail, 0, length, end - length)
  }

  private keep(bytes: Uint8Array, start: number, end: number): void {
    if (this.skipping || start === end) return
    this.append(bytes, start, end)
    if (this.length <= maximumLine) return
    this.user.tooLong(this.tail, this.length, end)
    this.length = 0
    this.skipping = true
  }

  private append(bytes: Uint8Array, start: number, end: number): void {
    const length = this.length + end - start
    if (length > this.tail.length) {
      const larger = new Uint8Array(2 * length)
      larger.set(this.tail.subarray(0, this.length))
      this.tail = larger
    }
    // Most pieces are a few bytes, for which a view and `set` cost more than a loop.
    if (end - start < 128) for (let at = start, to = this.length; at < end; at++, to++) this.tail[to] = bytes[at]
    else this.tail.set(bytes.subarray(start, end), this.length)
    this.length = length
  }
}

const lineEnd = Uint8Array.of(lineFeed)
