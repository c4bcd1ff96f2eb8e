/** Frames that are kept before they have to be taken. */
const most = 16_384

/** Frames of a WAV on their way: a number of each track, little-endian. */
export class WavFrames {
  /** Frames there have been so far. */
  count = 0
  private readonly held: Float64Array
  private readonly bytes: number
  private readonly block: Buffer
  private at = 0

  /** `perUnit`: 16-bit integers a unit; null for 32-bit floats. */
  constructor(
    tracks: number,
    private readonly perUnit: number | null
  ) {
    this.held = new Float64Array(tracks)
    this.bytes = perUnit === null ? 4 : 2
    this.block = Buffer.alloc((most + 1) * tracks * this.bytes)
  }

  /** The next frame: a row of the columns; where a value is missing, the track's last one. */
  put(columns: readonly Float64Array[], row: number): void {
    for (const [track, column] of columns.entries()) if (!Number.isNaN(column[row])) this.held[track] = column[row]
    this.repeat()
  }

  /** The last frame once more. True when it is time to take what there is. */
  repeat(): boolean {
    for (const value of this.held) {
      if (this.perUnit === null) this.at = this.block.writeFloatLE(value, this.at)
      else {
        const integer = Math.round(Math.max(-32_767, Math.min(32_767, value * this.perUnit)))
        this.at = this.block.writeInt16LE(integer, this.at)
      }
    }
    this.count++
    return this.at >= most * this.held.length * this.bytes
  }

  take(): Uint8Array {
    const bytes = Uint8Array.prototype.slice.call(this.block, 0, this.at)
    this.at = 0
    return bytes
  }
}
