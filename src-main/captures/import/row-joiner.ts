/** Makes one row of values that come one by one, as long as the time is the same and no channel comes twice. */
export class RowJoiner {
  private values = new Float64Array(16).fill(NaN)
  private isFilled = new Uint8Array(16)
  private filled = 0
  private time = NaN
  private line: number | null = null

  constructor(private readonly give: (time: number, values: Float64Array, line: number | null) => void) {}

  set(time: number, { channel, value, line }: { channel: number; value: number; line: number | null }): void {
    if (this.filled > 0 && (time !== this.time || this.isFilled[channel] === 1)) this.flush()
    if (channel >= this.values.length) this.grow(2 * channel)
    this.time = time
    this.line = line
    this.values[channel] = value
    this.isFilled[channel] = 1
    this.filled++
  }

  /** Whatever there is becomes a row. */
  flush(): void {
    if (this.filled === 0) return
    this.give(this.time, this.values, this.line)
    this.values.fill(NaN)
    this.isFilled.fill(0)
    this.filled = 0
  }

  private grow(capacity: number): void {
    const values = new Float64Array(capacity).fill(NaN)
    values.set(this.values)
    const isFilled = new Uint8Array(capacity)
    isFilled.set(this.isFilled)
    this.values = values
    this.isFilled = isFilled
  }
}
