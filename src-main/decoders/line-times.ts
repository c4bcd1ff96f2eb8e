import type { Chunk } from '@shared/model/batch'

/** The line that ends before `offset` has time `time - (limit - offset) * slope`, but none before `since`. */
export interface Stretch {
  readonly limit: number
  readonly time: number
  readonly slope: number
  readonly since: number
}

/**
 * A read's bytes took at most this many times as long as their number took lately: what comes after a silence was sent
 * just before, and is not spread over the silence; what piled up while the reader stood still is.
 */
const stretchLimit = 2
/** How much of the past counts for "lately", a read. */
const memory = 0.9
/**
 * Reads are learned from together until so much time has passed, ms: two at one moment, as after a standstill, tell no
 * rate. Learned by itself, such a read made every later one seem to take no time, and for good, because none may take
 * longer than twice as usual (measured at 100 kS/s: 9 of 10 rows at the time of the row before).
 */
const learnedAtLeast = 5
/** In learning a read counts for more than in spreading, so that too high a rate is unlearned within a few reads. */
const learningLimit = 4

/**
 * When a line ended, from where its last byte lay in the reads: `times[k] - (ends[k] - offset) * byteTime` where the wire
 * has a rate, else spread evenly by byte between the read before and this one. Never decreasing, never later than its
 * read; of the first read after a connection nothing is known but its own time.
 *
 * Offsets are the caller's: `shift` is what must be added to them to get an offset in the chunk.
 */
export class LineTimes {
  /** Added to the offsets given to `at`. */
  shift = 0
  private read = -1
  private readEnd = 0
  private readTime = 0
  private slope = 0
  private last = -Infinity
  private previous: number | null = null
  private pinned: number | null = null
  private chunk: Chunk | undefined
  /** Bytes of the latest reads and the time they took, fading. */
  private readonly usual = { bytes: 0, time: 0 }
  /** Reads that are not learned from yet. */
  private readonly fresh = { bytes: 0, time: 0 }

  constructor(private readonly byteTime: number) {}

  /** The time of the newest read or line; -Infinity before the first. */
  get newest(): number {
    return Math.max(this.last, this.previous ?? -Infinity)
  }

  begin(chunk: Chunk): void {
    this.chunk = chunk
    this.read = -1
    this.readEnd = 0
  }

  /** All reads of the chunk are taken; the next chunk's first read follows on its last. */
  finish(): void {
    const times = this.chunk?.times
    if (times !== undefined && times.length > 0) this.previous = times[times.length - 1]
    this.chunk = undefined
  }

  /** The stream broke: what comes next has no read before it. */
  forget(): void {
    this.previous = null
  }

  /** From now on every line ended at `time`; null: by its place again. */
  pin(time: number | null): void {
    this.pinned = time
  }

  /** Time of the line that ends before `offset`; offsets never go down within a chunk. */
  at(offset: number): number {
    if (this.pinned !== null) return this.pinned
    const end = offset + this.shift
    if (end > this.readEnd) this.advance(end)
    const time = this.readTime - (this.readEnd - end) * this.slope
    if (time > this.last) this.last = time
    return this.last
  }

  /**
   * The straight line that gives the times of all offsets up to `limit`, of which `offset` is one: for the loop that
   * cannot afford a call a line. `since` is the newest time given; who uses it says with `reached` how far it came.
   */
  stretch(offset: number): Stretch {
    if (this.pinned !== null) return { limit: Number.MAX_SAFE_INTEGER, time: this.pinned, slope: 0, since: -Infinity }
    if (offset + this.shift > this.readEnd) this.advance(offset + this.shift)
    return { limit: this.readEnd - this.shift, time: this.readTime, slope: this.slope, since: this.last }
  }

  reached(time: number): void {
    if (this.pinned === null && time > this.last) this.last = time
  }

  private advance(end: number): void {
    const chunk = this.chunk
    if (chunk === undefined) return
    const { ends, times } = chunk
    while (end > this.readEnd && this.read + 1 < ends.length) {
      const start = this.readEnd
      const before = this.read < 0 ? this.previous : times[this.read]
      this.read++
      this.readEnd = ends[this.read]
      this.readTime = times[this.read]
      if (this.byteTime > 0) this.slope = this.byteTime
      else if (before === null || this.readEnd <= start) this.slope = 0
      else this.slope = this.spread(this.readEnd - start, Math.max(0, this.readTime - before))
    }
  }

  /** Milliseconds a byte of a read of `bytes` that came `elapsed` after the one before. */
  private spread(bytes: number, elapsed: number): number {
    const { usual, fresh } = this
    const time = usual.bytes > 0 ? Math.min(elapsed, (stretchLimit * bytes * usual.time) / usual.bytes) : elapsed
    fresh.bytes += bytes
    fresh.time += elapsed
    if (fresh.time >= learnedAtLeast) this.learn()
    return time / bytes
  }

  private learn(): void {
    const { usual, fresh } = this
    const most = usual.bytes > 0 ? (learningLimit * fresh.bytes * usual.time) / usual.bytes : Infinity
    usual.bytes = usual.bytes * memory + fresh.bytes
    usual.time = usual.time * memory + Math.min(fresh.time, most)
    fresh.bytes = 0
    fresh.time = 0
  }
}
