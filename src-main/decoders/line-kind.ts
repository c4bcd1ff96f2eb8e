import { flatten } from './flatten'
import { parseJsonLine } from './json'
import { keyMark } from './keyvalue'
import { labelMark } from './labels'
import { emptyPairs, readPairs } from './pairs'
import { fieldNumber, headerLabels, separatorNames, splitFields, type SeparatorName } from './separated-line'
import { parseTeleplot } from './teleplot-line'
import { decodeText, isPrintable } from './text'

/** What a line could be, looked at by itself. */
export interface LineKind {
  /** Fields when every one is a number, by separator; 0 when not. */
  readonly numbers: Readonly<Record<SeparatorName, number>>
  /** Whether any format could have written it. */
  readonly fits: boolean
  /** The line itself; empty when it is no text. */
  readonly text: string
  /** Names of its pairs; empty when it has none. */
  readonly labels: readonly string[]
  readonly keys: readonly string[]
  readonly teleplot: boolean
  readonly json: boolean
}

/** Anything but numbers, `nan`, `inf` or `infinity`, separators, quotes and space of any kind. */
const foreign = /[^\d+\-.e,;"\sainfty]/i
const noFields: Readonly<Record<SeparatorName, number>> = { comma: 0, semicolon: 0, tab: 0, space: 0 }
const nothing: LineKind = {
  numbers: noFields,
  fits: false,
  text: '',
  labels: [],
  keys: [],
  teleplot: false,
  json: false
}

/** Looks at one line without its line end; bytes that are no text are no format's. */
export function lineKind(bytes: Uint8Array): LineKind {
  const text = decodeText(bytes, 0, bytes.length)?.replace(/^\ufeff/, '')
  if (text === undefined || !isPrintable(text.replaceAll('\t', ' '))) return nothing
  const kind = { ...nothing, text }
  // Without a digit there are no numbers but `nan` and `inf`.
  if (!/[\dnN]/.test(text)) return kind
  if (text.startsWith('>')) {
    const teleplot = !('reason' in parseTeleplot(text))
    return { ...kind, teleplot, fits: teleplot }
  }
  const value = parseJsonLine(text.trim())
  if (value !== undefined) {
    const json = hasNumber(value)
    return { ...kind, json, fits: json }
  }
  const numbers = { ...noFields }
  // Most lines that are no numbers have a character that no number has: they are not split four times.
  for (const separator of foreign.test(text) ? [] : separatorNames) {
    const fields = splitFields(text, separator)
    if (fields.length > 1 && fields.at(-1) === '') fields.pop()
    if (fields.every(field => fieldNumber(field) !== undefined)) numbers[separator] = fields.length
  }
  const line = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes
  const labels = pairNames(line, labelMark)
  const keys = pairNames(line, keyMark)
  const isNumbers = separatorNames.some(separator => numbers[separator] > 0)
  return { ...kind, numbers, labels, keys, fits: isNumbers || labels.length > 0 || keys.length > 0 }
}

/** How many names the line has if it is a header, 0 if it is none. */
export function headerLength(kind: LineKind, separator: SeparatorName): number {
  const fields = splitFields(kind.text, separator)
  if (fields.length > 1 && fields.at(-1) === '') fields.pop()
  return headerLabels(fields)?.length ?? 0
}

function pairNames(bytes: Uint8Array, mark: number): readonly string[] {
  const pairs = emptyPairs()
  if (readPairs(bytes, 0, bytes.length, mark, pairs) !== null) return []
  return pairs.starts.slice(0, pairs.count).map((start, place) => decodeText(bytes, start, pairs.ends[place]) ?? '')
}

function hasNumber(value: object): boolean {
  try {
    return !(flatten(value).next().done ?? false)
  } catch {
    return false
  }
}
