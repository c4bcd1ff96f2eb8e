import { ExpressionError } from './expression-error'

/** A word of an expression and where it begins. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign'
  readonly text: string
  readonly position: number
}

export const maximumLength = 1000
const maximumNesting = 50
const maximumPrefixes = 10

// Letters are the ASCII ones, `_`, `$`, and whatever lies beyond ASCII and is no blank: `µ`, `°`, `温度`.
const letter = String.raw`A-Za-z_$\u{80}-\u{10FFFF}`
const name = String.raw`(?!\s)[${letter}](?:(?!\s)[${letter}0-9])*`
const words = new RegExp(
  String.raw`(?<name>${name}(?:\.${name})*)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|` +
    String.raw`(?<text>"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|(?<sign>\|\||&&|[=!<>]=|[-+*/%^!<>?:(),])`,
  'uy'
)

const remedies: readonly (readonly [RegExp, string])[] = [
  [/^=/, 'Write == to compare; the name of the channel stands beside the expression.'],
  [/^&/, 'Write && for "and".'],
  [/^\|/, 'Write || for "or".'],
  [/^["']/, 'Close the quote.'],
  [/^[[\]{}.#@]/, 'Write ch("...") around a channel name that is not only letters, digits and dots.'],
  [/^\s/, 'Write an ordinary blank.']
]

/**
 * Cuts an expression into words and refuses what no expression has, so that jsep, which is lenient (`min(a b)`, `; a`,
 * `()a`), sees only what its answer for is right.
 * @throws ExpressionError
 */
export function scan(text: string): readonly Token[] {
  if (text.length > maximumLength)
    throw new ExpressionError(
      `the expression has more than ${maximumLength} characters`,
      maximumLength,
      'Split it into several derived channels; one can use those before it.'
    )
  const tokens = [...tokensOf(text)]
  if (tokens.length === 0) throw new ExpressionError('the expression is empty', 0, 'Write one, e.g. (a - b) * 9.81.')
  checkOrder(tokens, text)
  return tokens
}

function* tokensOf(text: string): Generator<Token, void, void> {
  for (let position = 0; position < text.length;) {
    if (/[ \t\r\n]/.test(text[position])) {
      position++
      continue
    }
    words.lastIndex = position
    const groups = words.exec(text)?.groups
    const found = Object.entries(groups ?? {}).find(([, matched]) => matched !== undefined)
    if (!found) {
      const rest = text.slice(position)
      const remedy = remedies.find(([pattern]) => pattern.test(rest))?.[1] ?? 'Leave it out.'
      const shown = String.fromCodePoint(rest.codePointAt(0) ?? 0)
      throw new ExpressionError(`${JSON.stringify(shown)} has no meaning here`, position, remedy)
    }
    const [kind, word] = found
    yield { kind: kind as Token['kind'], text: word, position }
    position += word.length
  }
}

function checkOrder(tokens: readonly Token[], text: string): void {
  const open: ('call' | 'group')[] = []
  let prefixes = 0
  let before: Token | undefined
  for (const token of tokens) {
    const { kind, text: word, position } = token
    const afterValue = before !== undefined && (before.kind !== 'sign' || before.text === ')')
    if (afterValue && (kind !== 'sign' || (word === '(' && before?.kind !== 'name')))
      throw new ExpressionError(
        `between ${before?.text} and ${word} an operator is missing`,
        position,
        `Write e.g. ${before?.text} * ${word}.`
      )
    if (word === '(' && kind === 'sign') open.push(before?.kind === 'name' ? 'call' : 'group')
    if (word === '(' && open.length > maximumNesting)
      throw new ExpressionError(`more than ${maximumNesting} brackets are open`, position, 'Split the expression.')
    if (word === ')' && kind === 'sign') {
      const opened = open.pop()
      if (opened === undefined)
        throw new ExpressionError('a bracket is closed that was not opened', position, 'Remove it, or open it before.')
      if (before?.text === '(' && opened === 'group')
        throw new ExpressionError('there is nothing between the brackets', position, 'Write an expression there.')
    }
    if (word === ',' && open.at(-1) !== 'call')
      throw new ExpressionError('a comma stands outside a function', position, 'Use a point for decimals: 9.81.')
    prefixes = !afterValue && (word === '-' || word === '!') ? prefixes + 1 : 0
    if (prefixes > maximumPrefixes)
      throw new ExpressionError(`more than ${maximumPrefixes} signs in a row`, position, 'Leave some out.')
    before = token
  }
  if (open.length > 0) throw new ExpressionError('a bracket is not closed', text.length, 'Add ) at the end.')
}
