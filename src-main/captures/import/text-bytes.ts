import type { ImportPlan } from '@shared/model/import'

/** A text file's bytes as UTF-8 without byte order mark, whatever it is encoded in. */
export async function* utf8Bytes(
  pieces: AsyncIterable<Uint8Array>,
  encoding: ImportPlan['encoding']
): AsyncGenerator<Uint8Array, void, void> {
  if (encoding === 'utf-8') {
    let isFirst = true
    for await (const piece of pieces) {
      yield isFirst && hasMark(piece) ? piece.subarray(3) : piece
      isFirst = false
    }
    return
  }
  // Takes the mark away by itself, and keeps a character that a piece cuts.
  const decoder = new TextDecoder(encoding)
  const encoder = new TextEncoder()
  for await (const piece of pieces) yield encoder.encode(decoder.decode(piece, { stream: true }))
  yield encoder.encode(decoder.decode())
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}
