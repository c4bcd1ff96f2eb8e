import type { Finding } from '@shared/model/verification'
import { count, damage } from './check'

/** Findings of one sort that are told one by one; a damaged disk makes thousands. */
const told = 5

/** Damage of one sort: the first pieces are told, the others counted. */
export class Found {
  private number = 0

  constructor(private readonly what: string) {}

  /** The next one; nothing when enough were told. */
  *one(text: string): Generator<Finding, void, void> {
    this.number++
    if (this.number <= told) yield damage(text)
  }

  /** How many more there were. */
  *rest(): Generator<Finding, void, void> {
    if (this.number > told) yield damage(`${count(this.number - told)} more ${this.what}`)
  }
}
