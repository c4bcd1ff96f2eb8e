import type jsep from 'jsep'
import { asSignalboxError } from '../base/errors'
import { arithmetic } from './arithmetic'
import { ExpressionError } from './expression-error'
import { readCall } from './read-call'
import { scan, type Token } from './scan'
import { syntaxOf } from './syntax'
import { binaryOperators, type ExpressionNode, type OperationName, unaryOperators } from './node'

/** An expression that can be computed, and the channels it uses, each once. */
export interface ParsedExpression {
  readonly node: ExpressionNode
  readonly channels: readonly string[]
}

const maximumNodes = 250
const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E }

/**
 * Reads an expression, see docs/guide/derived-channels.md for the language. Nothing else can be said in it: no property,
 * no assignment, no text but channel names.
 * @throws ExpressionError (a SignalboxError `bad-input`) that says where and what to do.
 * @example
 * parseExpression('(a - b) * 9.81').channels // ['a', 'b']
 */
export function parseExpression(text: string): ParsedExpression {
  try {
    return new Reading(text).result
  } catch (error) {
    if (error instanceof ExpressionError) throw error
    throw new ExpressionError(`it cannot be read: ${asSignalboxError(error).message}`, 0, 'Make it simpler.')
  }
}

/** Turns jsep's tree into ours. It visits the names in the order of the text, which tells where each stands. */
class Reading {
  readonly result: ParsedExpression
  private readonly names: readonly Token[]
  private readonly channels = new Set<string>()
  private next = 0
  private nodes = 0

  constructor(text: string) {
    this.names = scan(text).filter(({ kind }) => kind === 'name' || kind === 'text')
    const node = this.read(syntaxOf(text))
    this.result = { node, channels: [...this.channels] }
  }

  private read(syntax: jsep.Expression): ExpressionNode {
    if (++this.nodes > maximumNodes)
      throw new ExpressionError(`the expression has more than ${maximumNodes} parts`, 0, 'Split it into several.')
    const it = syntax as jsep.CoreExpression
    switch (it.type) {
      case 'Literal':
        if (typeof it.value === 'number') return { kind: 'number', value: it.value }
        throw new ExpressionError('a text stands alone', this.position(), 'Write ch("...") around a channel name.')
      case 'Identifier':
      case 'ThisExpression':
      case 'MemberExpression':
        return this.named(this.take().text)
      case 'UnaryExpression':
        return this.call(unaryOperators[it.operator as '-'], [this.read(it.argument)])
      case 'BinaryExpression':
        return this.call(binaryOperators[it.operator as '+'], [this.read(it.left), this.read(it.right)])
      case 'ConditionalExpression':
        return this.call('if', [this.read(it.test), this.read(it.consequent), this.read(it.alternate)])
      case 'CallExpression':
        return this.called(it.arguments)
      default:
        throw new ExpressionError('this is not one expression', this.position(), 'Write one expression.')
    }
  }

  private called(given: readonly jsep.Expression[]): ExpressionNode {
    const { text, position } = this.take()
    if (text === 'ch') return this.quoted(given, position)
    const call = readCall(text, position, given.length)
    const nodes = given.map(argument => ({ position: this.position(), node: this.read(argument) }))
    return this.call(call.name, ...call.sort(nodes))
  }

  private quoted(given: readonly jsep.Expression[], position: number): ExpressionNode {
    const [only] = given as readonly jsep.CoreExpression[]
    if (given.length === 1 && only.type === 'Literal' && typeof only.value === 'string' && only.value !== '') {
      this.take()
      return this.channel(only.value)
    }
    throw new ExpressionError('ch takes one name in quotes', position, 'Write e.g. ch("Temp (C)").')
  }

  private named(name: string): ExpressionNode {
    if (name === 't') return { kind: 'time' }
    if (Object.hasOwn(constants, name)) return { kind: 'number', value: constants[name] }
    return this.channel(name)
  }

  private channel(name: string): ExpressionNode {
    this.channels.add(name)
    return { kind: 'channel', name }
  }

  /** Where all operands are numbers, and nothing is remembered, the answer is one. */
  private call(
    name: OperationName,
    operands: readonly ExpressionNode[],
    parameters: readonly number[] = []
  ): ExpressionNode {
    const compute = arithmetic[name]
    const values = operands.flatMap(operand => (operand.kind === 'number' ? [operand.value] : []))
    if (compute && values.length === operands.length) return { kind: 'number', value: compute(...values) }
    return { kind: 'call', name, operands, parameters }
  }

  private take(): Token {
    return this.names[this.next++]
  }

  private position(): number {
    return this.names[this.next]?.position ?? 0
  }
}
