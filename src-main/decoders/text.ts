import { isUtf8 } from 'node:buffer'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const shownCharacters = 200
/** What must be kept of a line to show it: at most four bytes a character. */
export const shownBytes = 4 * shownCharacters

/** The text of `bytes[start, end)`, or null when it is not valid UTF-8. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string | null {
  const part = bytes.subarray(start, end)
  // Asked first, because a decoder that throws costs 7 us a line: 25 ms for 16 KiB of garbage.
  return isUtf8(part) ? strict.decode(part) : null
}

// Control characters, line and paragraph separators, bidirectional overrides, and what UTF-8 cannot carry.
const unprintable = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]|\p{Cs}/u

/** Whether the text holds nothing that is invisible or moves other text. */
export function isPrintable(text: string): boolean {
  return !unprintable.test(text)
}

/**
 * The first 200 characters of a line for the reject list: control characters as their pictures (`␀`, `␛`), bytes that
 * are no UTF-8 and other invisible characters as `\xNN` or `\u{NNNN}`.
 */
export function showBytes(bytes: Uint8Array, start: number, end: number): string {
  const stop = Math.min(end, start + shownBytes)
  const text = decodeText(bytes, start, stop)
  if (text !== null) return show(text)
  let shown = ''
  let count = 0
  for (let at = start; at < stop && count < shownCharacters; count++) {
    const code = codePoint(bytes, at, stop)
    shown += code < 0 ? `\\x${bytes[at].toString(16).padStart(2, '0')}` : showCharacter(code)
    at += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return firstCharacters(shown)
}

/** The code point of the well-formed UTF-8 sequence at `at`, -1 when there is none (Unicode 15, table 3-7). */
function codePoint(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at]
  if (lead < 0x80) return lead
  const more = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0
  if (more === 0 || at + more >= end) return -1
  let code = lead & (0x3f >> more)
  for (let place = 1; place <= more; place++) {
    const next = bytes[at + place]
    if ((next & 0xc0) !== 0x80) return -1
    code = (code << 6) | (next & 0x3f)
  }
  const shortest = more === 1 ? 0x80 : more === 2 ? 0x800 : 0x10000
  return code < shortest || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? -1 : code
}

function showCharacter(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  const character = String.fromCodePoint(code)
  return code >= 0x80 && unprintable.test(character) ? `\\u{${code.toString(16)}}` : character
}

function show(text: string): string {
  if (text.length <= shownCharacters && !unprintable.test(text)) return text
  let shown = ''
  let count = 0
  for (const character of text) {
    if (count++ === shownCharacters) break
    shown += showCharacter(character.codePointAt(0) ?? 0)
  }
  return firstCharacters(shown)
}

function firstCharacters(text: string): string {
  return text.length <= shownCharacters ? text : [...text].slice(0, shownCharacters).join('')
}
