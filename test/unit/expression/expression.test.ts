import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkExpression, functionNames, parseDerived, parseExpression, signatureOf } from '@shared/expression'
import { SignalboxError } from '@shared/base/errors'

const valueOf = (text: string): unknown => {
  const { node } = parseExpression(text)
  return node.kind === 'number' ? node.value : node
}

describe('an expression', () => {
  it.each([
    ['-2^2', -4],
    ['2^-2^2', 2 ** -4],
    ['2^3^2', 512],
    ['1 - 2 - 3', -4],
    ['7 % 4 * 2', 6],
    ['1 < 2 && !(3 == 4) || 0', 1],
    ['0 ? 1 : 2 > 1 ? 5 : 6', 5],
    ['hypot(3, 4) + min(2, 1, 3) * pi', 5 + Math.PI],
    ['.5e1 + 1.', 6]
  ])('%s is %d', (text, value) => expect(valueOf(text)).toBe(value))

  it('names the channels it uses, quoted or dotted, each once', () => {
    expect(checkExpression('imu.accel.x + ch("Temp (C)") * imu.accel.x + µ_1 + t + e')).toEqual({
      channels: ['imu.accel.x', 'Temp (C)', 'µ_1']
    })
  })

  it.each([
    ['sqr(a)', 0, 'there is no function sqr', 'Write sqrt(x).'],
    ['a + log(b)', 4, 'there is no function log', 'Write ln(x), log10(x) or log2(x).'],
    ['mean(a)', 0, 'mean takes 2 arguments, not 1', 'Write mean(x, n): mean of the last n samples.'],
    ['min(a b)', 6, 'between a and b an operator is missing', 'Write e.g. a * b.'],
    [
      'a = b',
      2,
      '"=" has no meaning here',
      'Write == to compare; the name of the channel stands beside the expression.'
    ],
    ['(a', 2, 'a bracket is not closed', 'Add ) at the end.'],
    ['1 +', 3, 'what follows + is missing', 'Write it there.'],
    ['', 0, 'the expression is empty', 'Write one, e.g. (a - b) * 9.81.']
  ])('says of %j where it is wrong and what to do', (text, position, message, remedy) => {
    expect(checkExpression(text)).toEqual({ message, position, remedy })
  })

  it.each([
    'a[0]',
    'a["b"]',
    'a?.b',
    '"text"',
    'constructor(1)',
    'a.b(1)',
    'f => 1',
    'a; b',
    '`a`',
    'new x',
    '()a',
    'ch(a)',
    'delay(a, b)',
    'delay(a, 1.5)'
  ])('refuses %s', text => expect(() => parseExpression(text)).toThrow(SignalboxError))

  it('throws nothing but its own errors, whatever it is given', () => {
    const words = fc.constantFrom(
      ...[
        'a',
        '1',
        '(',
        ')',
        '+',
        '-',
        '^',
        ',',
        '?',
        ':',
        '!',
        '.',
        '"',
        '[',
        'ch(',
        'mean(',
        '&&',
        '=',
        ' ',
        '\\',
        '\u00a0'
      ]
    )
    const texts = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.array(words, { maxLength: 1200 }).map(all => all.join(''))
    )
    fc.assert(
      fc.property(texts, text => {
        const answer = checkExpression(text)
        if ('message' in answer) {
          expect(answer.position).toBeLessThanOrEqual(text.length)
          expect(answer.remedy).not.toBe('')
        }
      })
    )
    for (const deep of ['('.repeat(400) + 'a' + ')'.repeat(400), '-'.repeat(900) + 'a', 'a' + '^a'.repeat(490)])
      expect(checkExpression(deep)).toHaveProperty('remedy')
  })

  it('knows how each function is called', () => {
    expect(functionNames.map(signatureOf)).toEqual(
      expect.arrayContaining(['delay(x, n)', 'min(a, b, ...)', 'unwrap(x, period = ...)'])
    )
  })
})

describe('a list of derived channels', () => {
  const derived = (name: string, expression: string): { name: string; unit: string; expression: string } => ({
    name,
    unit: '',
    expression
  })
  it('is refused where one uses itself, a later one, or the name of another', () => {
    expect(() => parseDerived([derived('a', 'a + 1')])).toThrow('a = a + 1: it uses itself')
    expect(() => parseDerived([derived('a', 'b'), derived('b', '1')])).toThrow('it uses b, which is computed after it')
    expect(() => parseDerived([derived('a', '1'), derived('a', '2')])).toThrow('there are two')
    expect(parseDerived([derived('b', 'x'), derived('a', 'b')]).map(({ channels }) => channels)).toEqual([['x'], ['b']])
  })
})
