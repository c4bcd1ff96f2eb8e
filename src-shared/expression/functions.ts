/** A constant that a function is given beside its signals: its name, what it may be, and what it is when left out. */
export interface FunctionParameter {
  readonly name: string
  readonly rule: 'samples' | 'hertz' | 'share' | 'period'
  readonly otherwise?: number
}

/** A function an expression can call. `operands` are computed row by row; `parameters` have to be constants. */
export interface FunctionSpec {
  readonly operands: readonly string[]
  /** Any number of operands, at least those named. */
  readonly more?: boolean
  readonly parameters?: readonly FunctionParameter[]
  /** Whether it remembers earlier samples. */
  readonly memory: boolean
  readonly summary: string
}

const plain = (operands: string, summary: string): FunctionSpec => ({
  operands: operands.split(' '),
  memory: false,
  summary
})
const remembering = (summary: string, ...parameters: FunctionParameter[]): FunctionSpec => ({
  operands: ['x'],
  parameters,
  memory: true,
  summary
})
const samples: FunctionParameter = { name: 'n', rule: 'samples' }
const hertz: FunctionParameter = { name: 'hz', rule: 'hertz' }

/** Everything that can be called, by name: the one table that parser, engine and help read. */
export const functions = {
  abs: plain('x', 'without its sign'),
  sign: plain('x', '-1, 0 or 1'),
  sqrt: plain('x', 'square root'),
  exp: plain('x', 'e to the power of x'),
  ln: plain('x', 'natural logarithm'),
  log10: plain('x', 'logarithm to base 10'),
  log2: plain('x', 'logarithm to base 2'),
  sin: plain('x', 'sine; angles are in radians'),
  cos: plain('x', 'cosine'),
  tan: plain('x', 'tangent'),
  asin: plain('x', 'inverse sine'),
  acos: plain('x', 'inverse cosine'),
  atan: plain('x', 'inverse tangent'),
  atan2: plain('y x', 'angle of the point (x, y)'),
  sinh: plain('x', 'hyperbolic sine'),
  cosh: plain('x', 'hyperbolic cosine'),
  tanh: plain('x', 'hyperbolic tangent'),
  deg: plain('x', 'radians as degrees'),
  rad: plain('x', 'degrees as radians'),
  floor: plain('x', 'rounded down'),
  ceil: plain('x', 'rounded up'),
  round: plain('x', 'rounded to the nearest whole number, halves up'),
  min: { ...plain('a b', 'the smallest of its arguments'), more: true },
  max: { ...plain('a b', 'the largest of its arguments'), more: true },
  clamp: plain('x low high', 'x, but not below low and not above high'),
  hypot: { ...plain('a b', 'square root of the sum of the squares'), more: true },
  if: plain('condition a b', 'a where the condition is not 0, else b'),
  valid: plain('x', '1 where x has a value, else 0'),
  derivative: remembering('change a second, by the sample times'),
  integral: remembering('area under x in seconds, by the trapezoid rule, from 0'),
  delta: remembering('change since the sample before'),
  previous: remembering('the sample before'),
  delay: remembering('the sample n before', samples),
  hold: remembering('x, or its last value in rows without one'),
  mean: remembering('mean of the last n samples', samples),
  std: remembering('standard deviation (n - 1) of the last n samples', samples),
  rms: remembering('root of the mean square of the last n samples', samples),
  lowest: remembering('smallest of the last n samples', samples),
  highest: remembering('largest of the last n samples', samples),
  lowpass: remembering('first-order low-pass filter with the corner at hz, by the sample times', hertz),
  highpass: remembering('x without its low-pass', hertz),
  ema: remembering('exponential mean: alpha of the new sample, the rest of what was', { name: 'alpha', rule: 'share' }),
  unwrap: remembering('an angle without jumps of a whole turn; period 2 pi when left out', {
    name: 'period',
    rule: 'period',
    otherwise: 2 * Math.PI
  }),
  count: { ...remembering('how many samples were not 0 so far'), operands: ['condition'] }
} as const satisfies Record<string, FunctionSpec>

export type FunctionName = keyof typeof functions
export const functionNames = Object.keys(functions) as readonly FunctionName[]

/** As it is written, e.g. `delay(x, n)`. */
export function signatureOf(name: FunctionName): string {
  const { operands, more, parameters = [] }: FunctionSpec = functions[name]
  const optional = parameters.map(({ name: own, otherwise }) => (otherwise === undefined ? own : `${own} = ...`))
  return `${name}(${[...operands, ...(more ? ['...'] : []), ...optional].join(', ')})`
}

/** Names people know from elsewhere, and what they are here. */
export const otherNames: Readonly<Record<string, string>> = {
  log: 'ln(x), log10(x) or log2(x)',
  pow: 'a ^ b',
  power: 'a ^ b',
  mod: 'a % b',
  average: 'mean(x, n)',
  avg: 'mean(x, n)',
  stddev: 'std(x, n)',
  diff: 'delta(x) or derivative(x)',
  sum: 'integral(x), or a + b',
  iif: 'if(condition, a, b)'
}
