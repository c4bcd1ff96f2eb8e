import { maximumWindow } from '../model/settings'
import { ExpressionError } from './expression-error'
import {
  type FunctionName,
  functionNames,
  type FunctionParameter,
  functions,
  type FunctionSpec,
  otherNames,
  signatureOf
} from './functions'
import { nearestName } from './nearest-name'
import type { ExpressionNode } from './node'

export interface Argument {
  readonly node: ExpressionNode
  readonly position: number
}

export interface Call {
  readonly name: FunctionName
  /** The arguments as operands and parameters. @throws ExpressionError when a parameter is not what it may be. */
  sort(given: readonly Argument[]): [readonly ExpressionNode[], readonly number[]]
}

/**
 * The function behind a call of `name` with `count` arguments.
 * @throws ExpressionError when there is none, or it takes another number of arguments.
 */
export function readCall(name: string, position: number, count: number): Call {
  if (!isFunction(name)) throw unknownFunction(name, position)
  const { operands, more = false, parameters = [] }: FunctionSpec = functions[name]
  const needed = operands.length + parameters.filter(({ otherwise }) => otherwise === undefined).length
  const most = more ? Infinity : operands.length + parameters.length
  if (count < needed || count > most) {
    const wanted = more ? `at least ${needed}` : needed === most ? String(needed) : `${needed} to ${most}`
    const plural = wanted === '1' ? 'argument' : 'arguments'
    throw new ExpressionError(
      `${name} takes ${wanted} ${plural}, not ${count}`,
      position,
      `Write ${signatureOf(name)}: ${functions[name].summary}.`
    )
  }
  const signals = more ? count : operands.length
  return {
    name,
    sort: given => [
      given.slice(0, signals).map(({ node }) => node),
      parameters.map((parameter, index) => valueOf(name, parameter, given.at(signals + index), position))
    ]
  }
}

function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(functions, name)
}

function unknownFunction(name: string, position: number): ExpressionError {
  const known = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined
  const near = nearestName(name, functionNames)
  const remedy = known ?? (near ? signatureOf(near as FunctionName) : undefined)
  return new ExpressionError(
    `there is no function ${name}`,
    position,
    remedy ? `Write ${remedy}.` : `The functions are ${functionNames.join(', ')}.`
  )
}

const rules = {
  samples: {
    holds: (value: number) => Number.isInteger(value) && value >= 1 && value <= maximumWindow,
    words: `a whole number of samples from 1 to ${maximumWindow}`
  },
  hertz: { holds: (value: number) => value > 0 && Number.isFinite(value), words: 'a frequency above 0' },
  share: { holds: (value: number) => value > 0 && value <= 1, words: 'a number above 0 and at most 1' },
  period: { holds: (value: number) => value > 0 && Number.isFinite(value), words: 'a number above 0' }
} as const

function valueOf(name: string, parameter: FunctionParameter, given: Argument | undefined, position: number): number {
  const { name: own, rule, otherwise } = parameter
  if (!given && otherwise !== undefined) return otherwise
  const { holds, words } = rules[rule]
  if (given?.node.kind === 'number' && holds(given.node.value)) return given.node.value
  throw new ExpressionError(
    `${own} of ${name} has to be a constant: ${words}`,
    // A number has no name to be found by; then the function itself is shown.
    given && given.node.kind !== 'number' ? given.position : position,
    `Write e.g. ${name}(x, ${rule === 'share' ? 0.1 : 100}).`
  )
}
