import { SignalboxError } from '@shared/base/errors'

/**
 * What DuckDB complained about in `sql`, in one line that ends with the place where it is known.
 * @example "Catalog Error: Table with name smaples does not exist! (line 1, column 15)"
 */
export function queryError(error: unknown, sql: string): SignalboxError {
  if (error instanceof SignalboxError) return error
  const told = error instanceof Error ? error.message : String(error)
  const [first] = told.split(/\n\s*LINE \d+:/)
  const what = first
    .replace(/^Failed to extract statements: /, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (/out of memory/i.test(what)) return tooMuchMemory(error)
  const place = placeIn(told, sql)
  return new SignalboxError('bad-input', place === '' ? what : `${what} (${place})`, {
    remedy: 'Correct the query and run it again.',
    cause: error
  })
}

export function tooMuchMemory(cause?: unknown): SignalboxError {
  return new SignalboxError('overflow', 'the query needs more memory than it may have', {
    remedy: 'Ask for a shorter time, fewer columns or fewer groups; avoid sorting and joining all rows.',
    cause
  })
}

/** DuckDB shows the line, cut at both ends when it is long, with a caret below. */
function placeIn(told: string, sql: string): string {
  const shown = /(?:^|\n)(LINE (\d+): )(.*)\n( *)\^/.exec(told)
  if (!shown) return ''
  const [, head, line, excerpt, indent] = shown
  const text = sql.split('\n')[Number(line) - 1] ?? ''
  const core = excerpt.replace(/^\.\.\./, '').replace(/\.\.\.$/, '')
  const cut = excerpt.startsWith('...') ? 3 : 0
  const column = Math.max(0, text.indexOf(core)) + indent.length - head.length - cut + 1
  return `line ${line}, column ${column}`
}
