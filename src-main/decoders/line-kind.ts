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
  /** Fields when they could be a header, by separator; 0 when not. */
  readonly names: Readonly<Record<SeparatorName, number>>
  /** Names of its pairs; empty when it has none. */
  readonly labels: readonly string[]
  readonly keys: readonly string[]
  readonly teleplot: boolean
  readonly json: boolean
}

const noFields: Readonly<Record<SeparatorName, number>> = { comma: 0, semicolon: 0, tab: 0, space: 0 }
const nothing: LineKind = { numbers: noFields, names: noFields, labels: [], keys: [], teleplot: false, json: false }

/** Looks at one line without its line end; bytes that are no text are no format's. */
export function lineKind(bytes: Uint8Array): LineKind {
  const text = decodeText(bytes, 0, bytes.length)?.replace(/^\ufeff/, '')
  if (text === undefined || !isPrintable(text.replaceAll('\t', ' '))) return nothing
  if (text.startsWith('>')) return { ...nothing, teleplot: !('reason' in parseTeleplot(text)) }
  const value = parseJsonLine(text.trim())
  if (value !== undefined) return { ...nothing, json: hasNumber(value) }
  const numbers = { ...noFields }
  const names = { ...noFields }
  for (const separator of separatorNames) {
    const fields = splitFields(text, separator)
    if (fields.length > 1 && fields.at(-1) === '') fields.pop()
    if (fields.every(field => fieldNumber(field) !== undefined)) numbers[separator] = fields.length
    else if (headerLabels(fields) !== null) names[separator] = fields.length
  }
  const trimmed = bytes.subarray(bytes.length - new TextEncoder().encode(text).length)
  return { ...nothing, numbers, names, labels: pairNames(trimmed, labelMark), keys: pairNames(trimmed, keyMark) }
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
