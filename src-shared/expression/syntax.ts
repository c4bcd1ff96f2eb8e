import jsep from 'jsep'
import { ExpressionError } from './expression-error'

// jsep is configured once for all: only what the language has. `^` is the power, and binds to the right.
for (const operator of ['??', '|', '&', '===', '!==', '<<', '>>', '>>>', '**']) jsep.removeBinaryOp(operator)
for (const operator of ['~', '+', '-', '!']) jsep.removeUnaryOp(operator)
for (const literal of ['true', 'false', 'null']) jsep.removeLiteral(literal)
jsep.addBinaryOp('^', 11, true)
jsep.hooks.add('gobble-token', function (found) {
  if (this.char === '-' || this.char === '!') found.node = prefixed(this)
})

/** jsep's own prefixes bind closer than any operator; a minus must not bind closer than a power: -2^2 is -4. */
function prefixed(parser: jsep.HookScope): jsep.Expression {
  const operator = parser.char
  parser.index++
  return { type: 'UnaryExpression', operator, argument: powered(parser, operator), prefix: true }
}

function powered(parser: jsep.HookScope, after: string): jsep.Expression {
  const base = parser.gobbleToken()
  if (!base) return parser.throwError(`Expected expression after ${after}`)
  parser.gobbleSpaces()
  if (parser.char !== '^') return base
  parser.index++
  return { type: 'BinaryExpression', operator: '^', left: base, right: powered(parser, '^') }
}

/**
 * The syntax tree of a text that `scan` has let pass.
 * @throws ExpressionError where operands are missing.
 */
export function syntaxOf(text: string): jsep.CoreExpression {
  try {
    return jsep(text) as jsep.CoreExpression
  } catch (error) {
    const { index = text.length, description = '' } = error as { index?: number; description?: string }
    const operator = /after (\S+)$/.exec(description)?.[1]
    if (operator)
      throw new ExpressionError(`what follows ${operator} is missing`, Math.min(index, text.length), 'Write it there.')
    if (/Expected :|Expected expression/.test(description))
      throw new ExpressionError('condition ? a : b is not complete', index, 'Write both values: x > 3 ? 1 : 0.')
    const found = text.slice(index, index + 1)
    throw new ExpressionError(
      found === '' ? 'the expression ends too early' : `${found} is not expected here`,
      index,
      'A value is missing before it, or it is one too many.'
    )
  }
}
