import type { OperationName } from './node'

const compared = (compare: (a: number, b: number) => boolean): ((a: number, b: number) => number) => {
  return (a, b) => (a === a && b === b ? Number(compare(a, b)) : NaN)
}
/** JavaScript's own answer for these can be a number although an argument is none. */
const strict = (compute: (...values: number[]) => number): ((...values: number[]) => number) => {
  return (...values) => (values.some(Number.isNaN) ? NaN : compute(...values))
}

/**
 * What the operations without memory answer for one row. An argument that is not a number makes the answer none, except
 * for `valid`, and for the side of `if` that is not taken. Conditions are true when they are not 0, and answer 1 or 0.
 */
export const arithmetic: Readonly<Partial<Record<OperationName, (...values: number[]) => number>>> = {
  negate: x => -x,
  not: x => (x === x ? Number(x === 0) : NaN),
  or: compared((a, b) => a !== 0 || b !== 0),
  and: compared((a, b) => a !== 0 && b !== 0),
  equal: compared((a, b) => a === b),
  unequal: compared((a, b) => a !== b),
  less: compared((a, b) => a < b),
  greater: compared((a, b) => a > b),
  atMost: compared((a, b) => a <= b),
  atLeast: compared((a, b) => a >= b),
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  remainder: (a, b) => a % b,
  power: strict((a, b) => a ** b),
  abs: Math.abs,
  sign: Math.sign,
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  atan2: Math.atan2,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  deg: x => (x * 180) / Math.PI,
  rad: x => (x * Math.PI) / 180,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  min: Math.min,
  max: Math.max,
  clamp: strict((x, low, high) => Math.max(low, Math.min(high, x))),
  hypot: strict(Math.hypot),
  if: (condition, a, b) => (condition === condition ? (condition === 0 ? b : a) : NaN),
  valid: x => Number(x === x)
}
