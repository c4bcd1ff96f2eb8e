/** Bytes of a stream out of pieces that come in order, some of which may be missing. */
export class ByteQueue {
  private readonly pieces: AsyncIterator<{ readonly start: number; readonly bytes: Uint8Array }>
  private current: { start: number; bytes: Uint8Array } | null = null

  constructor(pieces: AsyncIterable<{ readonly start: number; readonly bytes: Uint8Array }>) {
    this.pieces = pieces[Symbol.asyncIterator]()
  }

  /** Offset of the first byte there is; 0 when there is none. */
  async begin(): Promise<number> {
    return (await this.reach(-Infinity))?.start ?? 0
  }

  /**
   * The bytes from offset `from` to before `end`. Where some are missing only what comes after the last hole is answered,
   * and where it begins; nothing when that is not before `end`.
   */
  async take(from: number, end: number): Promise<{ bytes: Uint8Array; from: number }> {
    let parts: Uint8Array[] = []
    let begin = from
    let at = from
    while (at < end) {
      const piece = await this.reach(at)
      if (!piece || piece.start >= end) return { bytes: new Uint8Array(0), from: end }
      if (piece.start > at) {
        parts = []
        begin = piece.start
        at = piece.start
      }
      const part = piece.bytes.subarray(at - piece.start, end - piece.start)
      parts.push(part)
      at += part.length
    }
    return { bytes: parts.length === 1 ? parts[0] : Buffer.concat(parts), from: begin }
  }

  /** Lets go of what feeds it. */
  async close(): Promise<void> {
    await this.pieces.return?.()
  }

  /** The piece that holds the byte at `offset`, or the first one after it. */
  private async reach(offset: number): Promise<{ start: number; bytes: Uint8Array } | null> {
    while (this.current === null || this.current.start + this.current.bytes.length <= offset) {
      const step = await this.pieces.next()
      if (step.done) return null
      this.current = step.value
    }
    return this.current
  }
}
