import { type ExpressionNode, parseExpression } from '@shared/expression'
import { arithmetic } from '@shared/expression/arithmetic'

/**
 * What an expression is now, from the channels' present values; null where that cannot be told from one moment: it
 * remembers earlier samples, counts time, or is not valid.
 */
export function previewOf(expression: string, valueOf: (channel: string) => number | null): number | null {
  try {
    return compute(parseExpression(expression).node, valueOf)
  } catch {
    return null
  }
}

function compute(node: ExpressionNode, valueOf: (channel: string) => number | null): number | null {
  if (node.kind === 'number') return node.value
  if (node.kind === 'time') return null
  if (node.kind === 'channel') return valueOf(node.name) ?? NaN
  const act = arithmetic[node.name]
  if (!act) return null
  const values = node.operands.map(operand => compute(operand, valueOf))
  return values.every(value => value !== null) ? act(...values) : null
}
