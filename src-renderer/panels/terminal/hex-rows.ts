import { coroutine } from '@shared/flow/coroutine'
import type { RawPiece, SplitLine, Splitter } from './line-splitter'

/** Cuts a stream of bytes into rows of `width` bytes; the last one is open until it is full. */
export function hexRows(width: number): Splitter {
  return coroutine('hex rows', function* (): Generator<readonly SplitLine[], void, RawPiece> {
    const held = new Uint8Array(width)
    let filled = 0
    let heldTime = NaN
    let piece = yield []
    for (;;) {
      const rows: SplitLine[] = []
      for (let at = 0; at < piece.bytes.length;) {
        if (filled === 0) heldTime = piece.time
        const taken = piece.bytes.subarray(at, at + width - filled)
        held.set(taken, filled)
        at += taken.length
        filled += taken.length
        rows.push({ time: heldTime, bytes: held.slice(0, filled), ending: 'none', open: filled < width })
        if (filled === width) filled = 0
      }
      piece = yield rows
    }
  })
}

/** Two digits a byte, a wider gap after every eight, and blanks where bytes are missing: rows of `width` align. */
export function hexText(bytes: Uint8Array, width: number): string {
  let text = ''
  for (let at = 0; at < width; at++)
    text +=
      (at === 0 ? '' : at % 8 === 0 ? '  ' : ' ') + (at < bytes.length ? bytes[at].toString(16).padStart(2, '0') : '  ')
  return text
}

/** The bytes as ASCII; a point for everything that is none. */
export function asciiText(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'
  return text
}
