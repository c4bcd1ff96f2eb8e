import type { Clock } from '@shared/base/clock'

/** Who is later than this, ms, does not catch up: after a sleep of the computer nobody wants to see an hour in a second. */
const mostLate = 1000

/** The recorded time that is now: stands still, or goes `speed` times as fast as the clock. */
export class PlayClock {
  private wall: number
  private rate = 0

  constructor(
    private readonly clock: Clock,
    private time: number
  ) {
    this.wall = clock.now()
  }

  /** ms since the epoch. */
  now(): number {
    return this.time + (this.clock.now() - this.wall) * this.rate
  }

  /** Goes on from where it is, this fast; 0 stops it. */
  run(rate: number): void {
    this.set(this.now())
    this.rate = rate
  }

  set(time: number): void {
    this.time = time
    this.wall = this.clock.now()
  }

  /** Gives in where it is far ahead of what could be played, `due` ms. */
  yieldTo(due: number): void {
    if (this.now() - due > mostLate * this.rate) this.set(due)
  }

  /** Milliseconds of the clock until it is `due`; Infinity while it stands. */
  until(due: number): number {
    if (this.rate === 0) return Infinity
    return (due - this.now()) / this.rate
  }
}
