const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const shownCharacters = 200

/** The text of `bytes[start, end)`, or null when it is not valid UTF-8. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string | null {
  try {
    return strict.decode(bytes.subarray(start, end))
  } catch {
    return null
  }
}

// Control characters, line and paragraph separators, bidirectional overrides, and what UTF-8 cannot carry.
const unprintable = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]|\p{Cs}/u

/** Whether the text may be shown as a name: not empty, at most 200 characters, nothing that is invisible or moves text. */
export function isPrintable(text: string): boolean {
  return !unprintable.test(text)
}

/**
 * The first 200 characters of a line for the reject list: control characters as their pictures (`␀`, `␛`), bytes that
 * are no UTF-8 and other invisible characters as `\xNN` or `\u{NNNN}`.
 */
export function showBytes(bytes: Uint8Array, start: number, end: number): string {
  // At most four bytes a character, so more need not be looked at.
  const stop = Math.min(end, start + 4 * shownCharacters)
  const text = decodeText(bytes, start, stop)
  if (text !== null) return show(text)
  let shown = ''
  let count = 0
  for (let at = start; at < stop && count < shownCharacters; count++) {
    const length = sequenceLength(bytes, at, stop)
    if (length === 0) shown += `\\x${bytes[at].toString(16).padStart(2, '0')}`
    else shown += show(decodeText(bytes, at, at + length) ?? '')
    at += Math.max(1, length)
  }
  return [...shown].slice(0, shownCharacters).join('')
}

/** Length of the well-formed UTF-8 sequence at `at`, 0 when there is none (Unicode 15, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at]
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  if (length === 0 || at + length > end) return 0
  return decodeText(bytes, at, at + length) === null ? 0 : length
}

function show(text: string): string {
  let shown = ''
  let count = 0
  for (const character of text) {
    if (count++ === shownCharacters) break
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20) shown += String.fromCharCode(0x2400 + code)
    else if (code === 0x7f) shown += '\u2421'
    else if (unprintable.test(character)) shown += `\\u{${code.toString(16)}}`
    else shown += character
  }
  return count === shown.length ? shown : [...shown].slice(0, shownCharacters).join('')
}
