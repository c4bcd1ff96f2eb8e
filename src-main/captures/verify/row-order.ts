import type { Finding } from '@shared/model/verification'
import type { ColumnPiece } from '../file/read-columns'
import { type Check, count, type Hole } from './check'
import { Found } from './found'

/** Sees that samples are numbered upwards and that their times never decrease, and remembers where some are missing. */
export class RowOrder {
  readonly holes: Hole[] = []
  rows = 0
  lastTime = -Infinity
  private readonly disorder = new Found('samples that are out of order')

  /** `next`: the number the first one should have; null where any will do. */
  constructor(private expected: number | null) {}

  /** The number after the last one. */
  get end(): number {
    return this.expected ?? 0
  }

  async *see({ rows, columns: [numbers, times] }: ColumnPiece): Check {
    for (let row = 0; row < rows; row++) {
      const number = numbers[row]
      const time = times[row]
      const next = this.expected ?? number
      if (number < next) yield* this.disorder.one(`sample ${count(number)} is there twice, or out of order`)
      else if (number > next) this.holes.push({ from: next, to: number })
      if (!(time >= this.lastTime))
        yield* this.disorder.one(`sample ${count(number)} is earlier than the one before it`)
      this.expected = Math.max(next, number + 1)
      this.lastTime = time
    }
    this.rows += rows
  }

  *rest(): Generator<Finding, void, void> {
    yield* this.disorder.rest()
  }
}
