const span = 5000

/** Growth in bytes a second over the last seconds, from sizes at given times (ms); 0 until two are known. */
export class DiskRate {
  private readonly points: { time: number; bytes: number }[] = []

  add(time: number, bytes: number): void {
    this.points.push({ time, bytes })
    while (this.points.length > 2 && time - this.points[1].time >= span) this.points.shift()
  }

  /** Never negative: a checkpoint makes a file smaller. */
  get perSecond(): number {
    const first = this.points[0]
    const last = this.points.at(-1)
    if (!first || !last || last.time <= first.time) return 0
    return Math.max(0, ((last.bytes - first.bytes) / (last.time - first.time)) * 1000)
  }
}
