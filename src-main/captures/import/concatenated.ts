/** Pieces end to end; a single one is not copied. */
export function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
}
