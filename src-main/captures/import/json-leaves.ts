import { flatten, maximumDepth, TooDeep, type Leaf } from '../../decoders/flatten'
import { parseJsonLine, rootLabel } from '../../decoders/json'

/** What a line of JSON holds. */
export interface JsonRow {
  readonly value: object
  /** Its numbers, nested ones with dotted names. */
  readonly leaves: readonly Leaf[]
}

/** A line as a row; in words why it is none. */
export function jsonRow(line: string): JsonRow | string {
  const value = parseJsonLine(line.trim())
  if (value === undefined) return 'not a JSON object'
  try {
    const leaves = [...flatten(value)]
    return {
      value,
      leaves: Array.isArray(value) ? leaves.map(([name, number]) => [rootLabel(name), number] as const) : leaves
    }
  } catch (error) {
    if (error instanceof TooDeep) return error.message
    throw error
  }
}

/** Every number, truth and text of a row in the order they stand there, with its dotted name and as a cell. */
export function* jsonCells({ value, leaves }: JsonRow): Generator<readonly [label: string, cell: string], void, void> {
  if (Array.isArray(value)) for (const [label, number] of leaves) yield [label, String(number)]
  else yield* cellsIn(value, '', 0)
}

function* cellsIn(value: unknown, name: string, depth: number): Generator<readonly [string, string], void, void> {
  if (typeof value === 'number' || typeof value === 'string') yield [name, String(value)]
  else if (typeof value === 'boolean') yield [name, value ? '1' : '0']
  else if (typeof value === 'object' && value !== null && depth < maximumDepth)
    for (const [key, member] of Object.entries(value))
      yield* cellsIn(member, name === '' ? key : `${name}.${key}`, depth + 1)
}

/** The text or number at a dotted name; undefined when there is none. */
export function leafText(value: unknown, label: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const fields = value as Readonly<Record<string, unknown>>
  const own = Object.hasOwn(fields, label) ? fields[label] : undefined
  if (typeof own === 'string' || typeof own === 'number') return String(own)
  for (let dot = label.indexOf('.'); dot > 0; dot = label.indexOf('.', dot + 1)) {
    const key = label.slice(0, dot)
    const found = Object.hasOwn(fields, key) ? leafText(fields[key], label.slice(dot + 1)) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
