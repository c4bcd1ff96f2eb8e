import type { FormatName } from '@shared/model/format'
import { headerLength, lineKind, type LineKind } from './line-kind'
import { separatorNames, type SeparatorName } from './separated-line'

/** What the lines look like most, and from which of them on. */
export interface Verdict {
  readonly name: FormatName
  /** 0 to 1; under 0.6 it is a guess that should be shown as one. */
  readonly confidence: number
  /** In words, e.g. `comma, header with 6 names`. */
  readonly detail: string
  /** The first line that fits. */
  readonly start: number
  /** How many lines fit. */
  readonly fits: number
  /** For `separated`: between what, and how many fields. */
  readonly separator: SeparatorName
  readonly count: number
}

/** How sure so many fitting lines in a row make. */
const sureness = [0, 0.4, 0.75, 0.9, 0.95, 0.97, 0.98]
const singleNumber = 0.7
const numericNames = 0.6

/**
 * The format that fits the newest lines best; null when none fits a single one. A format's confidence is the share of
 * fitting lines since it began to fit, times how much so many lines say: a boot log before the data lowers nothing.
 * Only Teleplot lets other lines in between count as text.
 */
export function detectFormat(
  lines: readonly (string | Uint8Array)[],
  allowed: readonly FormatName[] = ['teleplot', 'json', 'keyvalue', 'labels', 'separated']
): Verdict | null {
  return judge(
    lines.map(line => lineKind(typeof line === 'string' ? new TextEncoder().encode(line) : line)),
    allowed
  )
}

/** `detectFormat` for lines already looked at. */
export function judge(kinds: readonly LineKind[], allowed: readonly FormatName[]): Verdict | null {
  let best: Verdict | null = null
  for (const name of allowed)
    for (const verdict of name === 'separated' ? separatedVerdicts(kinds) : [plainVerdict(kinds, name)])
      if (verdict.confidence > (best?.confidence ?? 0)) best = verdict
  return best
}

/** Whether the line before the first that fits is the header of a separated format. */
export function hasHeader(kinds: readonly LineKind[], verdict: Verdict, first: boolean): boolean {
  if (verdict.name !== 'separated' || verdict.start === 0) return false
  // A lone word before lone numbers is more often a greeting than a name, unless the stream begins with it.
  if (verdict.count === 1 && !(first && verdict.start === 1)) return false
  return headerLength(kinds[verdict.start - 1], verdict.separator) === verdict.count
}

function separatedVerdicts(kinds: readonly LineKind[]): Verdict[] {
  const verdicts: Verdict[] = []
  for (const separator of separatorNames) {
    const count = kinds.findLast(kind => kind.numbers[separator] > 0)?.numbers[separator] ?? 0
    if (count === 0 || (count === 1 && separator !== 'comma')) continue
    const best = longest(kinds, kind => kind.numbers[separator] === count, 1)
    const verdict: Verdict = {
      name: 'separated',
      confidence: best.confidence * (count === 1 ? singleNumber : 1),
      detail: '',
      start: best.start,
      fits: best.fits,
      separator,
      count
    }
    const layout = count === 1 ? 'one number a line' : separator
    const names = hasHeader(kinds, verdict, true) ? `header with ${count} names` : `${count} columns`
    verdicts.push({ ...verdict, detail: count === 1 ? layout : `${layout}, ${names}` })
  }
  return verdicts
}

function plainVerdict(kinds: readonly LineKind[], name: Exclude<FormatName, 'separated'>): Verdict {
  const fits = (kind: LineKind): boolean =>
    namesOf(kind, name).length > 0 || (name === 'teleplot' ? kind.teleplot : false)
  const best = longest(kinds, name === 'json' ? kind => kind.json : fits, name === 'teleplot' ? 0.2 : 1)
  const names = new Set(kinds.flatMap(kind => namesOf(kind, name)))
  const odd = names.size > 0 && [...names].every(label => !/\p{L}/u.test(label))
  return {
    name,
    confidence: best.confidence * (odd ? numericNames : 1),
    detail: names.size === 0 ? `${best.fits} lines` : `${names.size} name${names.size === 1 ? '' : 's'}`,
    start: best.start,
    fits: best.fits,
    separator: 'comma',
    count: 0
  }
}

/** Names of a line's pairs in a format of pairs. */
export function namesOf(kind: LineKind, name: FormatName): readonly string[] {
  return name === 'labels' ? kind.labels : name === 'keyvalue' ? kind.keys : []
}

/** Where to begin so that the lines from there on fit best; `strictness` is how much of a misfit counts. */
function longest(
  kinds: readonly LineKind[],
  fits: (kind: LineKind) => boolean,
  strictness: number
): { readonly confidence: number; readonly start: number; readonly fits: number } {
  let best = { confidence: 0, start: 0, fits: 0 }
  let count = 0
  for (let start = kinds.length - 1; start >= 0; start--) {
    if (!fits(kinds[start])) continue
    count++
    const share = count / (kinds.length - start)
    const confidence = (1 - strictness * (1 - share)) * sureness[Math.min(count, sureness.length - 1)]
    if (confidence >= best.confidence) best = { confidence, start, fits: count }
  }
  return best
}
