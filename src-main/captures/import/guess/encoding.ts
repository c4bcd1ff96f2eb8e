import { isUtf8 } from 'node:buffer'
import type { ImportPlan } from '@shared/model/import'

/** How a text's beginning is encoded: by its byte order mark, by where zeros lie, or by whether it is UTF-8. */
export function guessEncoding(bytes: Uint8Array): ImportPlan['encoding'] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const [even, odd] = zeros(bytes)
  const half = bytes.length / 2
  if (half >= 2 && odd > 0.4 * half && even < 0.05 * half) return 'utf-16le'
  if (half >= 2 && even > 0.4 * half && odd < 0.05 * half) return 'utf-16be'
  return isUtf8(withoutCutCharacter(bytes)) ? 'utf-8' : 'windows-1252'
}

/** Whether these bytes are no text at all: more than a tenth of the characters are of the kind that nobody types. */
export function isBinary(text: string): boolean {
  if (text.length === 0) return false
  const control = text.match(/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/g)?.length ?? 0
  return control > text.length / 10
}

function zeros(bytes: Uint8Array): [even: number, odd: number] {
  const counts: [number, number] = [0, 0]
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) counts[at % 2]++
  return counts
}

/** Up to three bytes at the end may belong to a character that goes on behind what was read. */
function withoutCutCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back]
    if (byte < 0x80) return bytes
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back)
  }
  return bytes
}
