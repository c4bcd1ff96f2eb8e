import { ExpressionError } from './expression-error'
import { parseExpression } from './parse'

/** What is wrong with an expression; `position` counts characters from 0. */
export interface ExpressionMistake {
  readonly message: string
  readonly position: number
  readonly remedy: string
}

/**
 * Checks an expression, as while it is typed: the channels it uses (whether or not there are any of these names), or what
 * is wrong with it. Never throws.
 * @example
 * checkExpression('rms(a, 100) + b') // { channels: ['a', 'b'] }
 * checkExpression('sqr(a)') // { message: 'there is no function sqr', position: 0, remedy: 'Write sqrt(x).' }
 */
export function checkExpression(text: string): { readonly channels: readonly string[] } | ExpressionMistake {
  try {
    return { channels: parseExpression(text).channels }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return { message: error.reason, position: error.position, remedy: error.remedy }
  }
}
