import { concatenated } from './concatenated'

/** A longer line is no row of measurements; it is skipped, so that a file without line ends costs no memory. */
export const maximumLine = 1024 * 1024

const lineFeed = 10
const carriageReturn = 13

/**
 * The same bytes in pieces that end with a line, whatever ends lines there: LF, CR LF or CR. A line longer than `maximumLine`
 * becomes an empty one, so that lines are counted right; `onTooLong` is told its number, from 1.
 */
export async function* wholeLines(
  pieces: AsyncIterable<Uint8Array>,
  onTooLong: (line: number) => void
): AsyncGenerator<Uint8Array, void, void> {
  let rest: Uint8Array[] = []
  let held = 0
  let lines = 0
  let skipping = false
  for await (const piece of pieces) {
    let start = 0
    if (skipping) {
      start = lineEnd(piece)
      if (start < 0) continue
      skipping = false
    }
    const end = lastLineEnd(piece)
    if (end > start) {
      const whole = concatenated([...rest, piece.subarray(start, end)])
      lines += lineCount(whole)
      yield whole
      rest = []
      held = 0
      start = end
    }
    if (start < piece.length) {
      rest.push(piece.subarray(start))
      held += piece.length - start
    }
    if (held <= maximumLine) continue
    onTooLong(lines + 1)
    rest = []
    held = 0
    skipping = true
  }
  if (held > 0) yield concatenated(rest)
}

/** Where the first line's end begins; -1 when there is none. */
function lineEnd(bytes: Uint8Array): number {
  const ends = [bytes.indexOf(lineFeed), bytes.indexOf(carriageReturn)].filter(at => at >= 0)
  return ends.length === 0 ? -1 : Math.min(...ends)
}

/** Behind the last line's end; a CR at the very end may be half of one, and waits. */
function lastLineEnd(bytes: Uint8Array): number {
  const feed = bytes.lastIndexOf(lineFeed)
  if (feed >= 0) return feed + 1
  const back = bytes.lastIndexOf(carriageReturn, bytes.length - 2)
  return bytes.length > 1 && back >= 0 ? back + 1 : 0
}

function lineCount(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) count++
  return count
}
