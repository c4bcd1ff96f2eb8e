import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readFilter } from '@renderer/panels/terminal/line-filter'
import { linearPattern } from '@renderer/panels/terminal/pattern/linear-pattern'
import { TooPowerful } from '@renderer/panels/terminal/pattern/parse-pattern'

const letter = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\w',
  '\\x61',
  '(?:a|b)',
  '(ab)',
  'a|b',
  '^',
  '$',
  '\\b',
  '\\B'
)
const counted = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{2,}', '*?', '+?', '??')
const grouped = fc
  .array(fc.tuple(letter, counted), { minLength: 1, maxLength: 5 })
  .map(parts => parts.map(([part, count]) => (/^([\^$]|\\[bB])$/.test(part) ? part : `(?:${part})${count}`)).join(''))

describe('an expression that is searched for in linear time', () => {
  it('finds what JavaScript finds', () => {
    fc.assert(
      fc.property(grouped, fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' '), maxLength: 12 }), (source, line) => {
        for (const flags of ['', 'i', 'u']) {
          const found = new RegExp(source, flags).exec(line)
          expect(linearPattern(source, flags).find(line)).toEqual(found && [found.index, found.index + found[0].length])
        }
      }),
      { numRuns: 500 }
    )
  })

  it.each([
    ['t=(?<value>\\d+)\\.', 't=1 t=23.', [4, 9]],
    ['\\{"a":', 'x{"a":1}', [1, 6]],
    ['{x}', 'a{x}', [1, 4]],
    ['[\\]}]', 'a}', [1, 2]],
    ['temp$', 'temp temp', [5, 9]],
    ['°C|µ', '21 °C', [3, 5]],
    ['', 'abc', [0, 0]]
  ])('reads %s', (source, line, span) => {
    expect(linearPattern(source, '').find(line)).toEqual(span)
  })

  it.each(['(a+)+b', '(a|a)*b', '(a*)*b', '.*.*.*.*.*b', '(.|a+)+$b', '(a?){30}a{30}b'])(
    'gives up %s on a line of a thousand letters after looking at each place once a step',
    source => {
      // A search that tries every way would not come back in the lifetime of whoever waits for it.
      expect(linearPattern(source, '').find('a'.repeat(1000))).toBeNull()
    }
  )

  it.each(['(?=a)', '(?!a)', '(?<=a)b', '(?<!a)b', '(a)\\1', '(?<x>a)\\k<x>', '(a{100}){100}', '(){1000000000}'])(
    'refuses %s, which is not linear or too long',
    source => {
      expect(() => linearPattern(source, '')).toThrow(TooPowerful)
      expect(readFilter(`/${source}/`).error).toMatch(/cannot be used here/)
    }
  )
})
