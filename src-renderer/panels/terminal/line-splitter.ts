import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'

/** Bytes as they were read in one go, at `time` (ms since the epoch). */
export interface RawPiece {
  readonly bytes: Uint8Array
  readonly time: number
}

/** How a line ended; `none` where it was cut, or has not ended. */
export type LineEnding = 'none' | 'lf' | 'cr' | 'crlf'

export interface SplitLine {
  /** When its first byte was read, ms. */
  readonly time: number
  /** Without the line end. */
  readonly bytes: Uint8Array
  readonly ending: LineEnding
  /** The next piece can change it; a carriage return that ends a piece may be the half of a line end. */
  readonly open: boolean
}

/** Answers the lines a piece completed, and last the one that is open. When one was open, the first takes its place. */
export type Splitter = Coroutine<RawPiece, readonly SplitLine[]>

const [lineFeed, carriageReturn] = [10, 13]
/** Bytes of the longest UTF-8 character. */
const longestCharacter = 4
const nothing = new Uint8Array(0)

/**
 * Cuts a stream of bytes into lines as it comes: at LF, CR LF or a CR that stands alone. A line longer than `longest`
 * bytes (at least 4: no character is longer) is cut there, never within a UTF-8 character. However the bytes are cut into pieces, the lines are the same.
 *
 * @example
 * const splitter = lineSplitter(1000)
 * splitter.send({ bytes: new TextEncoder().encode('one\ntw'), time: 1 }) // `one`, and `tw`, which is open
 */
export function lineSplitter(longest: number): Splitter {
  return coroutine('line splitter', function* (): Generator<readonly SplitLine[], void, RawPiece> {
    /** The open line with its carriage return, if it ends in one. */
    let held = nothing
    /** Where in `held` a piece began, and its time: of the first, and of those in which a cut can fall. */
    let begins: readonly { readonly at: number; readonly time: number }[] = []
    let piece = yield []
    for (;;) {
      const { length } = held
      const marks = [...begins, { at: length, time: piece.time }]
      const all = length === 0 ? piece.bytes : joined(held, piece.bytes)
      const lines: SplitLine[] = []
      const timeAt = (place: number): number => marks.findLast(({ at }) => at <= place)?.time ?? piece.time
      let start = 0
      const add = (end: number, ending: LineEnding, open = false): void =>
        void lines.push({ time: timeAt(start), bytes: all.subarray(start, end), ending, open })
      for (let at = 0; at < all.length; at++) {
        const byte = all[at]
        if (byte === lineFeed) {
          add(at, 'lf')
          start = at + 1
        } else if (byte === carriageReturn) {
          // The next piece tells whether a line feed follows.
          if (at + 1 === all.length) break
          const pair = all[at + 1] === lineFeed
          add(at, pair ? 'crlf' : 'cr')
          if (pair) at++
          start = at + 1
        } else if (at - start >= longest) {
          const cut = characterStart(all, at)
          add(cut, 'none')
          start = cut
        }
      }
      if (start < all.length) {
        const returned = all[all.length - 1] === carriageReturn
        add(all.length - (returned ? 1 : 0), returned ? 'cr' : 'none', true)
      }
      held = all.slice(start)
      // The next cut falls here at the earliest: the piece that brought this byte, and those after it, are remembered.
      const cuttable = Math.max(start, all.length - longestCharacter + 1)
      const later = marks.slice(marks.findLastIndex(({ at }) => at <= cuttable)).filter(({ at }) => at > start)
      begins = [{ at: 0, time: timeAt(start) }, ...later.map(({ at, time }) => ({ at: at - start, time }))]
      piece = yield lines
    }
  })
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(one.length + other.length)
  all.set(one)
  all.set(other, one.length)
  return all
}

/** Where the character begins that the byte at `place` belongs to; `place` itself when that is no UTF-8. */
function characterStart(bytes: Uint8Array, place: number): number {
  for (let start = place; start > place - 4 && start > 0; start--) if ((bytes[start] & 0xc0) !== 0x80) return start
  return place
}
