import type { FunctionName } from './functions'

export const unaryOperators = { '-': 'negate', '!': 'not' } as const
export const binaryOperators = {
  '||': 'or',
  '&&': 'and',
  '==': 'equal',
  '!=': 'unequal',
  '<': 'less',
  '>': 'greater',
  '<=': 'atMost',
  '>=': 'atLeast',
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'remainder',
  '^': 'power'
} as const

export type OperationName =
  | FunctionName
  | (typeof unaryOperators)[keyof typeof unaryOperators]
  | (typeof binaryOperators)[keyof typeof binaryOperators]

/** An expression as a tree. Constant parts are folded; parameters are numbers. */
export type ExpressionNode =
  | { readonly kind: 'number'; readonly value: number }
  /** Seconds since the session's first sample. */
  | { readonly kind: 'time' }
  | { readonly kind: 'channel'; readonly name: string }
  | {
      readonly kind: 'call'
      readonly name: OperationName
      readonly operands: readonly ExpressionNode[]
      readonly parameters: readonly number[]
    }

/** The same text for the same computation: what it is known by when an expression is changed. */
export function keyOf(node: ExpressionNode): string {
  if (node.kind === 'number') return String(node.value)
  if (node.kind === 'time') return 't'
  if (node.kind === 'channel') return JSON.stringify(node.name)
  return `${node.name}(${[...node.operands.map(keyOf), ...node.parameters].join()})`
}
