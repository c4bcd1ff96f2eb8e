/** A stretch of text as it is, of control characters made visible, or of bytes that are no text, as `\xNN`. */
export interface TextPart {
  readonly kind: 'plain' | 'control' | 'invalid'
  readonly text: string
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Characters that show nothing, or change how those around them are shown: written as escapes, never obeyed. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]+/gu

/** Bytes as text one can see all of. Control characters become their pictures (`␛`), other unseen ones `\u{...}`. */
export function textParts(bytes: Uint8Array): TextPart[] {
  if (isPrintable(bytes)) return bytes.length === 0 ? [] : [{ kind: 'plain', text: asciiOf(bytes) }]
  const parts: TextPart[] = []
  for (const { valid, text } of decoded(bytes)) {
    if (!valid) parts.push({ kind: 'invalid', text })
    else parts.push(...visibleParts(text))
  }
  return parts
}

/** The parts in one string: what is searched and copied. */
export function visibleText(bytes: Uint8Array): string {
  if (isPrintable(bytes)) return asciiOf(bytes)
  return textParts(bytes)
    .map(({ text }) => text)
    .join('')
}

/** How many columns of a monospaced face the bytes take as text. */
export function columnsOf(bytes: Uint8Array): number {
  if (isPrintable(bytes)) return bytes.length
  let columns = 0
  for (const character of visibleText(bytes)) columns += isWide(character.codePointAt(0)!) ? 2 : 1
  return columns
}

function* visibleParts(text: string): Generator<TextPart, void, undefined> {
  let from = 0
  for (const match of text.matchAll(unseen)) {
    if (match.index > from) yield { kind: 'plain', text: text.slice(from, match.index) }
    yield { kind: 'control', text: [...match[0]].map(picture).join('') }
    from = match.index + match[0].length
  }
  if (from < text.length) yield { kind: 'plain', text: text.slice(from) }
}

/** Stretches that are UTF-8, and bytes that are not, as escapes. */
function* decoded(bytes: Uint8Array): Generator<{ valid: boolean; text: string }, void, undefined> {
  let start = 0
  let invalid = ''
  for (let at = 0; at < bytes.length;) {
    const length = characterLength(bytes, at)
    if (length > 0) {
      if (invalid !== '') {
        yield { valid: false, text: invalid }
        invalid = ''
        start = at
      }
      at += length
      continue
    }
    if (at > start && invalid === '') yield { valid: true, text: strict.decode(bytes.subarray(start, at)) }
    invalid += `\\x${bytes[at].toString(16).toUpperCase().padStart(2, '0')}`
    at++
    start = at
  }
  if (invalid !== '') yield { valid: false, text: invalid }
  else if (start < bytes.length) yield { valid: true, text: strict.decode(bytes.subarray(start)) }
}

/** Bytes of the well-formed UTF-8 character at `at`, 0 when there is none (Unicode 16, table 3-7). */
function characterLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]
  if (lead < 0x80) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  if (at + length > bytes.length) return 0
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  if (bytes[at + 1] < least || bytes[at + 1] > most) return 0
  for (let next = 2; next < length; next++) if ((bytes[at + next] & 0xc0) !== 0x80) return 0
  return length
}

function picture(character: string): string {
  const code = character.codePointAt(0)!
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return `\\u{${code.toString(16).toUpperCase()}}`
}

function isPrintable(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) if (bytes[at] < 0x20 || bytes[at] > 0x7e) return false
  return true
}

function asciiOf(bytes: Uint8Array): string {
  // In steps: more arguments than this overflow the stack of some browsers.
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return text
}

/** East Asian wide characters and emoji, roughly: they take two columns. */
function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  )
}
