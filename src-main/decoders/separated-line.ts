import { isLabel, unnamedLabel } from './channel-label'
import { readNumber } from './number'

export const separators = { comma: ',', semicolon: ';', tab: '\t', space: ' ' } as const
export type SeparatorName = keyof typeof separators
export const separatorNames = ['comma', 'semicolon', 'tab', 'space'] as const satisfies readonly SeparatorName[]

const encoder = new TextEncoder()

/** The fields of a line, trimmed and without their quotes; a separator inside double quotes separates nothing. */
export function splitFields(text: string, separator: SeparatorName): string[] {
  const line = text.trim()
  const mark = separators[separator]
  const parts = line.includes('"')
    ? quotedParts(line, mark)
    : separator === 'space'
      ? line.split(/[ \t]+/)
      : (separator === 'tab' ? text : line).split(mark)
  const fields = separator === 'space' ? parts.filter(part => part !== '') : parts
  return fields.map(field => unquote(field.trim()))
}

function quotedParts(line: string, mark: string): string[] {
  const parts: string[] = []
  let quoted = false
  let start = 0
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') quoted = !quoted
    else if (line[at] === mark && !quoted) {
      parts.push(line.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, line.slice(start)]
}

function unquote(field: string): string {
  if (field.length < 2 || !field.startsWith('"') || !field.endsWith('"')) return field
  return field.slice(1, -1).replaceAll('""', '"').trim()
}

/** The number a field says, undefined when it is not one; see `readNumber`. */
export function fieldNumber(field: string): number | undefined {
  if (field === '' || field.length > 400) return undefined
  const bytes = encoder.encode(field)
  return readNumber(bytes, 0, bytes.length)
}

/**
 * The labels of a header's fields, all different, or null when this is not a header: a header has only names, each of at
 * most four words, begins each with a letter, a digit, `_`, `%` or a unit's bracket, and none ends like a sentence. A
 * field without name counts as one without label when another has one. Arduino's label-only line (`A: B:`) is one too.
 */
export function headerLabels(fields: readonly string[]): string[] | null {
  if (fields.every(field => field === '')) return null
  const taken = new Set<string>()
  const labels: string[] = []
  for (const [place, field] of fields.entries()) {
    if (fieldNumber(field) !== undefined) return null
    let label = field === '' ? unnamedLabel(place) : field.replace(/\s*:$/, '')
    if (!isLabel(label) || !/^[\p{L}\p{N}_%([]/u.test(label) || !/[\p{L}_%]/u.test(label)) return null
    if (
      /[.!?,;:={}<>]$/.test(label) ||
      label
        .replace(/[([].*$/, '')
        .trim()
        .split(/\s+/).length > 4
    )
      return null
    // A number with a scratch (`1O.5`, `12#3`) is no name.
    if (/^[\d.]+\D[\d.]*$/.test(label)) return null
    for (let number = 2; taken.has(label); number++) label = `${field}_${number}`
    taken.add(label)
    labels.push(label)
  }
  return labels
}
