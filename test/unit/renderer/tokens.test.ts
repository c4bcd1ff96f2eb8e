import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { palettes } from '@renderer/charts/palette'

const source = readFileSync(resolve(import.meta.dirname, '../../../src-renderer/app/styles/tokens.css'), 'utf8')

type Colours = ReadonlyMap<string, string>

/** The declarations of the rule with this selector. */
function rule(selector: string): Map<string, string> {
  const start = source.indexOf(`\n${selector} {`)
  expect(start, selector).toBeGreaterThanOrEqual(0)
  const body = source.slice(source.indexOf('{', start) + 1, source.indexOf('\n}', start))
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]))
}

/** Every colour of a theme as `#rrggbb`. */
function colours(scheme: 'light' | 'dark', contrast: boolean): Colours {
  const all = new Map([...rule(':root'), ...(contrast ? rule(":root[data-contrast='more']") : [])])
  const plain = [...all].flatMap(([name, value]) => {
    const pair = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value)
    return pair ? [[name, pair[scheme === 'light' ? 1 : 2]] as const] : []
  })
  return new Map(plain)
}

/** Relative luminance and contrast after WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrastOf(first: string, second: string): number {
  const [high, low] = [luminance(first), luminance(second)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['--ground', '--surface', '--sunken', '--raised', '--hover', '--selected']
const texts = ['--text', '--text-soft', '--accent', '--state-green', '--state-yellow', '--state-red']
/** What is written on what, besides texts on grounds. */
const pairs = [
  ['--on-accent', '--accent'],
  ['--on-accent', '--accent-hover'],
  ['--text', '--state-red-ground'],
  ['--text', '--state-yellow-ground'],
  ['--state-red', '--state-red-ground'],
  ['--state-yellow', '--state-yellow-ground'],
  // Tooltips.
  ['--surface', '--text']
]

describe.each([
  ['light', false],
  ['dark', false],
  ['light', true],
  ['dark', true]
] as const)('the colours of the page, %s, high contrast: %s', (scheme, contrast) => {
  const all = colours(scheme, contrast)
  const of = (first: string, second: string): number => contrastOf(all.get(first) ?? '', all.get(second) ?? '')
  const least = contrast ? 7 : 4.5

  it.each([...texts.flatMap(text => grounds.map(ground => [text, ground])), ...pairs])(
    'let one read %s on %s',
    (text, ground) => expect(of(text, ground)).toBeGreaterThanOrEqual(least)
  )
  it.each(grounds)('let one see where a field or button ends on %s', ground =>
    expect(of('--line-strong', ground)).toBeGreaterThanOrEqual(contrast ? 7 : 3)
  )
  it('let one see every line of every palette', () => {
    for (const palette of Object.values(palettes))
      for (const colour of palette)
        expect(contrastOf(colour[scheme], all.get('--surface') ?? '')).toBeGreaterThanOrEqual(3)
  })
})

describe('high contrast', () => {
  it('changes every colour there is but those of shadows and overlays', () => {
    const colourful = [...rule(':root')].filter(([, value]) => value.startsWith('light-dark(')).map(([name]) => name)
    expect([...rule(":root[data-contrast='more']").keys()]).toEqual(expect.arrayContaining(colourful))
  })
})
