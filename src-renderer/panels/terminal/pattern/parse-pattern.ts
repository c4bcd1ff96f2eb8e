/** An expression as a tree. */
export type PatternNode =
  /** One character, told by the browser's own expression for it. */
  | { readonly kind: 'one'; readonly source: string }
  | { readonly kind: 'place'; readonly at: 'begin' | 'end' | 'word' | 'inside' }
  | { readonly kind: 'all'; readonly of: readonly PatternNode[] }
  | { readonly kind: 'either'; readonly of: readonly PatternNode[] }
  | {
      readonly kind: 'repeat'
      readonly of: PatternNode
      readonly least: number
      readonly most: number
      readonly lazy: boolean
    }

/** Something a search in linear time cannot do: looking ahead or back, or for what a group has found. */
export class TooPowerful extends Error {
  constructor(readonly part: string) {
    super(part)
  }
}

const places = { '^': 'begin', $: 'end', '\\b': 'word', '\\B': 'inside' } as const
const atom =
  /\\x[0-9a-f]{2}|\\u\{[0-9a-f]+\}|\\u[0-9a-f]{4}|\\c[a-z]|\\p\{[^}]*\}|\\[^]|\[(?:\\[^]|[^\]\\])*\]|[\u{10000}-\u{10ffff}]|[^]/iuy
const quantifier = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/y
const counts: Readonly<Record<string, readonly [number, number]>> = {
  '*': [0, Infinity],
  '+': [1, Infinity],
  '?': [0, 1]
}

/**
 * Reads an expression that JavaScript has accepted.
 * @throws TooPowerful
 */
export function parsePattern(source: string): PatternNode {
  let at = 0

  function either(): PatternNode {
    const of = [all()]
    while (source[at] === '|') {
      at++
      of.push(all())
    }
    return of.length === 1 ? of[0] : { kind: 'either', of }
  }

  function all(): PatternNode {
    const of: PatternNode[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') of.push(repeated(single()))
    return { kind: 'all', of }
  }

  function single(): PatternNode {
    if (source[at] === '(') return group()
    const word = take(atom)?.[0] ?? source[at++]
    if (/^\\[1-9k]/.test(word)) throw new TooPowerful(word)
    return word in places
      ? { kind: 'place', at: places[word as keyof typeof places] }
      : { kind: 'one', source: /^[{}\]]$/.test(word) ? `\\${word}` : word }
  }

  function group(): PatternNode {
    const opening = take(/\((?:\?(?::|<[^=!>][^>]*>))?/y)?.[0] ?? ''
    if (source[at] === '?') throw new TooPowerful(source.slice(at - 1, at + 3))
    if (opening === '') at++
    const inside = either()
    at++
    return inside
  }

  function repeated(of: PatternNode): PatternNode {
    const found = take(quantifier)
    if (!found) return of
    const [, sign, low, comma, high, lazy] = found
    const least = Number(low)
    const [fewest, most] = counts[sign] ?? [least, comma ? (high === '' ? Infinity : Number(high)) : least]
    return { kind: 'repeat', of, least: fewest, most, lazy: lazy !== '' }
  }

  function take(words: RegExp): RegExpExecArray | null {
    words.lastIndex = at
    const found = words.exec(source)
    if (found) at += found[0].length
    return found
  }

  return either()
}
