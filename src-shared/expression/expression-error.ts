import { SignalboxError } from '../base/errors'

/** What is wrong with an expression, where (characters from 0) and what to do about it. Its message says all three. */
export class ExpressionError extends SignalboxError {
  /** What is wrong, without the place. */
  readonly reason: string
  readonly position: number

  constructor(reason: string, position: number, remedy: string) {
    super('bad-input', `${reason}, at character ${position + 1}`, { remedy })
    this.reason = reason
    this.position = position
  }
}
