/** Where in the query a mistake is, as the engine's message says, with what is around it. */
export interface MistakePlace {
  /** Offset in the query. */
  readonly at: number
  readonly before: string
  readonly there: string
  readonly after: string
}

export function mistakePlace(message: string, sql: string): MistakePlace | null {
  const [, line, column] = /\(line (\d+), column (\d+)\)$/.exec(message) ?? []
  if (line === undefined) return null
  const lines = sql.split('\n')
  const text = lines[Number(line) - 1] ?? ''
  const start = Math.min(Number(column) - 1, text.length)
  const there = /^[\p{L}\p{N}_]+|^./u.exec(text.slice(start))?.[0] ?? '⌃'
  const at = lines.slice(0, Number(line) - 1).reduce((sum, other) => sum + other.length + 1, 0) + start
  return {
    at,
    before: text.slice(Math.max(0, start - 40), start),
    there,
    after: text.slice(start + there.length, start + there.length + 20)
  }
}
