import { carriageReturn, lineFeed } from './reader'
import type { LineTimes } from './line-times'
import { powersOfTen, readNumber } from './number'

/** Where the loop writes and how far it came; one object for the life of a reader, nothing is made a line. */
export interface LoopState {
  separator: number
  /** The column of each field. */
  fields: readonly Float64Array[]
  time: Float64Array
  row: number
}

const space = 32

/**
 * Reads plain lines of numbers straight into the columns, in one pass over `bytes[from, to)`, which ends with a line end.
 * Answers `to`, or the start of the first line that is anything but plain: more or fewer fields than `fields`, a header,
 * a word such as `nan`, a comment, garbage. Such a line leaves nothing behind but garbage beyond `row`.
 *
 * Digits are gathered as int32 (nine never overflow) and scaled by one division, which rounds correctly; longer numbers
 * are gathered again in float64, and beyond 2^53 left to `Number`. Measured on 16 channels, Node 20: 572 MB/s against
 * 508 with float64 digits.
 */
export function readPlainLines(
  bytes: Uint8Array,
  from: number,
  to: number,
  state: LoopState,
  times: LineTimes
): number {
  const { separator, fields, time } = state
  const last = fields.length - 1
  let row = state.row
  let at = from
  let line = from
  let { limit, time: readTime, slope, since: newest } = times.stretch(from + 1)
  lines: while (at < to) {
    line = at
    let code = bytes[at]
    if (code === lineFeed || code === carriageReturn) {
      at++
      continue
    }
    let field = 0
    for (;;) {
      while (code === space) code = bytes[++at]
      const begin = at
      const negative = code === 45
      if (negative || code === 43) code = bytes[++at]
      let mantissa = 0
      let mark = at
      while (code >= 48 && code <= 57) {
        mantissa = (Math.imul(mantissa, 10) + code - 48) | 0
        code = bytes[++at]
      }
      let digits = at - mark
      let places = 0
      if (code === 46) {
        mark = ++at
        code = bytes[at]
        while (code >= 48 && code <= 57) {
          mantissa = (Math.imul(mantissa, 10) + code - 48) | 0
          code = bytes[++at]
        }
        places = at - mark
        digits += places
      }
      let value: number
      if (digits === 0) {
        at = wordEnd(bytes, begin, separator)
        const word = at === begin ? undefined : readNumber(bytes, begin, at)
        if (word === undefined) break lines
        value = word
        code = bytes[at]
      } else if ((code | 32) === 101) {
        at = exponentEnd(bytes, at)
        if (at < 0) break lines
        code = bytes[at]
        value = readNumber(bytes, begin, at) ?? NaN
      } else if (digits <= 9) {
        value = places === 0 ? mantissa : mantissa / powersOfTen[places]
        if (negative) value = -value
      } else value = readNumber(bytes, begin, at) ?? NaN
      fields[field][row] = value
      while (code === space && separator !== space) code = bytes[++at]
      if (code === separator) {
        code = bytes[++at]
        if (field < last) {
          field++
          continue
        }
        // One separator after the last field is a habit of many sketches and no field.
        while (code === space) code = bytes[++at]
      }
      if ((code !== lineFeed && code !== carriageReturn) || field !== last) break lines
      break
    }
    at++
    if (at > limit) {
      times.reached(newest)
      ;({ limit, time: readTime, slope, since: newest } = times.stretch(at))
    }
    const ended = readTime - (limit - at) * slope
    if (ended > newest) newest = ended
    time[row++] = newest
    line = at
  }
  state.row = row
  times.reached(newest)
  return at < to ? line : to
}

/** Where the field that begins at `at` ends. */
function wordEnd(bytes: Uint8Array, at: number, separator: number): number {
  for (let code = bytes[at]; code > space && code !== separator;) code = bytes[++at]
  return at
}

/** Where the exponent that begins at `at` ends, -1 when there is none. */
function exponentEnd(bytes: Uint8Array, at: number): number {
  let code = bytes[++at]
  if (code === 45 || code === 43) code = bytes[++at]
  if (code < 48 || code > 57) return -1
  while (code >= 48 && code <= 57) code = bytes[++at]
  return at
}
