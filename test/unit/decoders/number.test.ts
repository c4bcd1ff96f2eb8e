import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumber } from '@main/decoders/number'
import { bytesOf, feed } from './feed'

const read = (text: string): number | undefined => readNumber(bytesOf(`<${text}>`), 1, 1 + bytesOf(text).length)

/** A double from its 64 bits, so that denormals and all exponents are as likely as any. */
const anyBits = fc
  .bigInt({ min: 0n, max: 2n ** 64n - 1n })
  .map(bits => new Float64Array(BigUint64Array.of(bits).buffer)[0])
  .filter(value => Number.isFinite(value))

const printed: fc.Arbitrary<string> = fc.oneof(
  anyBits.map(String),
  anyBits.map(value => value.toExponential()),
  fc.tuple(anyBits, fc.nat(20)).map(([value, digits]) => value.toExponential(digits)),
  fc.tuple(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.nat(20)).map(([value, digits]) => value.toFixed(digits)),
  fc
    .tuple(fc.double({ min: -1e25, max: 1e25, noNaN: true }), fc.integer({ min: 1, max: 25 }))
    .map(([value, digits]) => value.toPrecision(digits)),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  fc.stringMatching(/^[+-]?(\d{1,25}\.?\d{0,25}|\.\d{1,25})([eE][+-]?\d{1,3})?$/)
)

const edges = [
  '-0',
  '+5',
  '.5',
  '5.',
  '-.5',
  '1e400',
  '-1e400',
  '5e-324',
  '2e-324',
  '1e-400',
  '9007199254740993',
  '1e22',
  '1e23',
  '9007199254740991e22',
  '123456789',
  '1234567890',
  '0.1234567890123456789',
  '00012',
  '-0.0e5',
  '1e0000000000001',
  '1e99999999999',
  '179769313486231580793e289',
  '0.000001',
  '4294967296',
  '2147483648',
  '999999999',
  '-2147483649'
]

describe('numbers', () => {
  it.each(edges)('%s is bit for bit what Number gives', text => {
    expect(Object.is(read(text), Number(text))).toBe(true)
  })

  it('are bit for bit what Number gives, however they are printed', () => {
    fc.assert(
      fc.property(printed, text => {
        expect(Object.is(read(text), Number(text))).toBe(true)
      }),
      { numRuns: 5000 }
    )
  })

  it('are bit for bit what Number gives in the plain loop, too', () => {
    fc.assert(
      fc.property(fc.array(printed, { minLength: 2, maxLength: 30 }), texts => {
        const fed = feed('0,0\n0,0\n' + texts.map(text => `${text},${text}`).join('\n') + '\n')
        const expected = texts.map(text => [Number(text), Number(text)])
        expect(fed.rejects).toEqual([])
        expect(
          fed.rows.slice(2).every((row, place) => row.every((value, field) => Object.is(value, expected[place][field])))
        ).toBe(true)
        expect(fed.rows).toHaveLength(texts.length + 2)
      }),
      { numRuns: 300 }
    )
  })

  it.each([
    '',
    ' ',
    '+',
    '-',
    '.',
    'e5',
    '1e',
    '1e+',
    '1.2.3',
    '1_0',
    '0x10',
    '0b1',
    '0o7',
    '1 2',
    '--1',
    '12a',
    'na',
    'nano',
    'infin',
    'NaN1',
    '1,5',
    '٣'
  ])('%j is none', text => {
    expect(read(text)).toBeUndefined()
  })

  it.each([
    ['nan', NaN],
    ['NaN', NaN],
    ['-nan', NaN],
    ['inf', Infinity],
    ['+Inf', Infinity],
    ['-INFINITY', -Infinity]
  ])('%s is the word for %d', (text, value) => {
    expect(read(text)).toBe(value)
  })
})
